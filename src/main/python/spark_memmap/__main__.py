"""Prints the path of the jar, or options for Spark's commands."""

from __future__ import annotations

import argparse

import spark_memmap


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m spark_memmap",
        description="Prints the path of the jar: pyspark --jars $(python -m spark_memmap)",
    )
    parser.add_argument(
        "--conf",
        action="store_true",
        help="print the settings of spark_memmap.config() as options: spark-submit $(python -m spark_memmap --conf) job.py",
    )
    parser.add_argument("--version", action="version", version=f"spark-memmap {spark_memmap.__version__}")
    if parser.parse_args().conf:
        print(*(f"--conf {name}={value}" for name, value in spark_memmap._settings().items()))
    else:
        print(spark_memmap.jar())


if __name__ == "__main__":
    main()
