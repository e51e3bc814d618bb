"""What pyproject.toml cannot say: in a wheel the dbt project and the suites lie inside the package, in a checkout beside it."""

from setuptools import find_packages, setup

BESIDE = {"pipeline.dbt_project": "dbt_project", "pipeline.expectations": "expectations"}

setup(packages=[*find_packages(include=["pipeline", "pipeline.*"]), *BESIDE], package_dir=BESIDE)
