from pipeline.cli.supervisor import start

start()
