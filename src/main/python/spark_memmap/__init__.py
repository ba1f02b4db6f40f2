"""The jar of spark-memmap, and the settings with which PySpark uses it.

spark-memmap is a data source of Apache Spark for memory-mapped array files. It is written in Java; this package
carries its jar and has no behaviour of its own::

    import spark_memmap
    from pyspark.sql import SparkSession

    spark = SparkSession.builder.config(map=spark_memmap.config()).getOrCreate()
    spark.read.format("memmap").load("a.npy").show()
    spark.sql("SELECT avg(_c0) FROM arrays.`a.npy`").show()

In a shell, ``python -m spark_memmap`` prints the path of the jar: ``pyspark --jars $(python -m spark_memmap)``.
"""

from __future__ import annotations

import warnings
from pathlib import Path

from spark_memmap import _built, _running

__all__ = ["__version__", "config", "jar"]

__version__: str = _built.VERSION


def jar() -> str:
    """The path of the jar, for ``spark.jars`` and for the option ``--jars`` of Spark's commands.

    The jar serves Spark 3.5 to 4.3, with Scala 2.12 and 2.13, and needs no other jar.

    Raises
    ------
    FileNotFoundError
        If the package lies without its jar, as in the folder of its sources.
    """
    path = Path(__file__).resolve().parent / "jars" / _built.JAR
    if not path.is_file():
        raise FileNotFoundError(f"{path}: spark_memmap has no jar here; install the wheel, which carries it")
    return str(path)


def config() -> dict[str, str]:
    """The settings of a session that reads and writes arrays, for ``SparkSession.builder.config(map=...)``.

    - ``spark.jars``: the path of the jar. It is left out, with a warning, in a process whose sessions are clients
      of Spark Connect: there the server needs the jar.
    - ``spark.sql.catalog.arrays`` and ``spark.sql.catalog.memmap``: the catalog in which each path is a table.
    - ``spark.sql.execution.arrow.pythonUDF.columnarInput.enabled``: false where PySpark is 4.2, or not installed by
      pip, since a plain ``udf`` directly on an array never ends on Spark 4.2 otherwise (SPARK-58241).

    The dictionary is new in each call. A session with further jars adds them, separated by commas::

        settings = spark_memmap.config()
        settings["spark.jars"] += ",other.jar"

    Raises
    ------
    RuntimeError
        If Spark runs in this process already, without the jar. Spark loads jars only when its JVM starts, so call
        this before the first session of the process.
    FileNotFoundError
        As in :func:`jar`.
    """
    settings = _settings()
    if _running.jvm_lacks_jar():
        raise RuntimeError(
            "Spark runs in this process already, without the jar of spark-memmap, and loads jars only when its JVM "
            "starts: restart the process (in a notebook, the kernel), and begin the first session with "
            "SparkSession.builder.config(map=spark_memmap.config()).getOrCreate()"
        )
    if _running.is_client():
        del settings["spark.jars"]
        warnings.warn(
            "sessions of this process are clients of Spark Connect, so spark.jars is left out: give the jar to the "
            "server, start-connect-server.sh --jars $(python -m spark_memmap)",
            stacklevel=2,
        )
    return settings


def _settings() -> dict[str, str]:
    settings = {
        "spark.jars": jar(),
        "spark.sql.catalog.arrays": "io.memmap.spark.MemmapCatalog",
        "spark.sql.catalog.memmap": "io.memmap.spark.MemmapCatalog",
    }
    if _running.may_be_spark_4_2():
        settings["spark.sql.execution.arrow.pythonUDF.columnarInput.enabled"] = "false"
    return settings
