"""All that is looked at, in the order in which it is told; what cannot be looked at because of what came before is said too."""

from collections.abc import Callable, Iterator
from gettext import gettext as _

from pipeline.doctor import machine, office
from pipeline.doctor.sign import Sign
from pipeline.settings import Settings
from pipeline.system.errors import HoptacError


def examine(resolved: Callable[[], Settings]) -> Iterator[Sign]:
    """Each sign as soon as it is known. ``resolved``: the settings; where they cannot be had the office's side is not looked at."""
    for looked in (machine.program_and_python, machine.libraries, machine.fonts, machine.memory, office.variables):
        yield from looked()
    try:
        settings = resolved()
        yield from office.settings_load(settings)
    except HoptacError as error:
        yield Sign("settings", "wrong", str(error), _("Sửa cấu hình; thư mục, đồng hồ và tự kiểm tra chưa xem được."))
        return
    yield from office.folders(settings)
    yield from office.clock(settings)
    from pipeline.doctor.self_test import self_test

    yield from self_test(settings)
