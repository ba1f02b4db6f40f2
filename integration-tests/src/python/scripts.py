"""Runs test scripts in turn in one process, so that the JVM starts once.

    python scripts.py       in an empty directory, with the connector's jar given to Spark

A line of standard input names a folder, a script and its arguments, separated by tabs. The answer is a line of
standard output with the script's exit status; what the script prints goes to standard error.

A script has an empty working directory, which is that of the JVM as well, and makes a Spark context of its own. Its
files are then moved to the folder.
"""

import os
import runpy
import shutil
import sys
import traceback

from pyspark.sql import SparkSession


def run(script, arguments):
    """The script's exit status."""
    sys.argv = [script, *arguments]
    try:
        runpy.run_path(script, run_name="__main__")
        return 0
    except SystemExit as end:
        return end.code if isinstance(end.code, str) else int(end.code or 0)
    except BaseException:
        traceback.print_exc()
        return 1
    finally:
        SparkSession.builder.getOrCreate().stop()
        sys.stdout.flush()


def main():
    directory = os.getcwd()
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    for line in sys.stdin:
        folder, script, *arguments = line.rstrip("\n").split("\t")
        status = run(script, arguments)
        for name in os.listdir(directory):
            shutil.move(os.path.join(directory, name), folder)
        print(status, file=answers, flush=True)


if __name__ == "__main__":
    main()
