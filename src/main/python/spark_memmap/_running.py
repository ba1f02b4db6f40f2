"""What Spark does already in this process, where that decides whether the jar can still be given."""

from __future__ import annotations

import os
import sys
from importlib import metadata
from typing import Any

_SOURCE = "io.memmap.spark.MemmapDataSource"


def is_client() -> bool:
    """Whether the sessions of this process are known to be clients of a Spark Connect server elsewhere."""
    if os.environ.get("SPARK_REMOTE", "").startswith("sc:"):
        return True
    pyspark = sys.modules.get("pyspark")
    if pyspark is not None and not hasattr(pyspark, "SparkContext"):
        return True  # the package pyspark-client
    connects = "SPARK_CONNECT_MODE_ENABLED" in os.environ  # PySpark sets it with the first remote session
    return connects and "SPARK_LOCAL_REMOTE" not in os.environ


def may_be_spark_4_2() -> bool:
    """Whether PySpark is 4.2, or was not installed by pip, so that its version is not known."""
    try:
        return metadata.version("pyspark").startswith("4.2.")
    except metadata.PackageNotFoundError:
        return True


def jvm_lacks_jar() -> bool:
    """Whether Spark's JVM runs for this process, without the jar: it loads jars only when it starts."""
    context = getattr(sys.modules.get("pyspark"), "SparkContext", None)
    jvm: Any = getattr(context, "_jvm", None)
    if jvm is None:
        return False
    try:
        jvm.java.lang.Thread.currentThread().getContextClassLoader().loadClass(_SOURCE)
    except Exception as error:
        if "ClassNotFoundException" in str(error):
            return True
        raise
    return False
