"""Runs the code blocks of README.md and of the pages under src/site/markdown, and compares what they print.

    python pages.py [--checkout DIR] [--verbose] [PAGE...]

Without PAGE all of them run. The connector's jar must have been built: ./mvnw package -DskipTests

- A page begins in an empty directory with a session `spark` and an empty namespace. Its blocks of Python, SQL, shell,
  Scala and Java run in order. The names target, examples, conf and mvnw link to the checkout.
- A block of language text directly after such a block holds what the block prints. Trailing blanks do not count, and
  `...` alone on a line stands for any number of lines.
- The line <!-- not run: REASON --> directly above a block leaves it out.
- A comment that begins with the line <!-- check holds Python that runs and that readers do not see.

All pages share one JVM. Its working directory, where relative paths begin, is emptied after each page.
"""

import argparse
import contextlib
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import textwrap
import time
import traceback
import types
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import pyspark
from pyspark.sql import SparkSession

LINKS = ["target", "examples", "conf", "mvnw"]
MOST_SECONDS = 600  # for one block that runs in another process


@dataclass
class Block:
    """A block of code. `line` is the number of its first line of code, `expected` what it prints or None."""

    language: str
    line: int
    code: str
    expected: str | None = None


class Mismatch(Exception):
    """The output of a block differs from its page, or its process failed."""


# ---- Blocks of a page ----

FENCE = re.compile(r"(?m)^([ ]*)(`{3,})(\w*)[^\n]*\n(.*?)^[ ]*\2`*[ ]*$|^<!-- check[ ]*\n(.*?)^-->", re.S)
LANGUAGES = ["python", "sql", "sh", "scala", "java"]


def blocks_of(text):
    blocks, end_of_run = [], None
    for found in FENCE.finditer(text):
        language = found[3] if found[2] else "python"
        code = textwrap.dedent(found[4] if found[2] else found[5])
        line = text.count("\n", 0, found.start()) + 2
        directly_after = end_of_run is not None and not text[end_of_run : found.start()].strip()
        above = text[: found.start()].rstrip("\n").rpartition("\n")[2]
        end_of_run = None
        if language == "text" and directly_after:
            blocks[-1].expected = code
        elif language in LANGUAGES and not re.fullmatch(r"\s*<!-- not run: .+ -->\s*", above):
            blocks.append(Block(language, line, code))
            end_of_run = found.end()
    return blocks


def as_expected(expected, found):
    lines = [line.rstrip() for line in expected.strip("\n").split("\n")]
    pattern = "".join(r"(?:.*\n)*?" if line.strip() == "..." else re.escape(line) + r"\n" for line in lines)
    printed = "".join(line.rstrip() + "\n" for line in found.strip("\n").split("\n"))
    return re.fullmatch(pattern, printed) is not None


# ---- Running the blocks of each language ----


def statements(code):
    """The SQL statements of a block; a semicolon outside of quotes and comments ends a statement."""
    parts = re.findall(r"(?s)--[^\n]*|/\*.*?\*/|'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|`[^`]*`|;|[^;'\"`/-]+|.", code)
    whole = ""
    for part in parts + [";"]:
        if part == ";":
            if re.sub(r"(?m)--.*$", "", whole).strip():
                yield whole.strip()
            whole = ""
        else:
            whole += part


class Runner:
    def __init__(self, checkout):
        self.checkout = checkout
        version = ElementTree.parse(checkout / "pom.xml").findtext("{*}version")
        jar = checkout / "target" / f"spark-memmap-{version}.jar"
        if not jar.exists():
            sys.exit(f"{jar} does not exist: ./mvnw package -DskipTests")
        self.jar = str(jar)
        self.root = Path.cwd()
        self.directory = self.root / "page"
        shutil.rmtree(self.directory, ignore_errors=True)
        self.directory.mkdir()
        os.chdir(self.directory)  # before the JVM starts, which keeps this directory
        self.environment = self.prepare_environment()
        self.spark = None

    def prepare_environment(self):
        """Spark's own defaults, as readers of the pages have them, and a quiet log."""
        log = self.checkout / "conf" / "log4j2.properties"
        self.options = [*shlex.split(os.environ.get("SPARK_SUBMIT_OPTS", "")), f"-Dlog4j2.configurationFile={log}"]
        os.environ.pop("PYSPARK_SUBMIT_ARGS", None)
        os.environ.update(SPARK_CONF_DIR=str(self.root / "no-conf"), SPARK_SUBMIT_OPTS=shlex.join(self.options))
        os.environ.update(SPARK_LOCAL_IP="127.0.0.1", MEMMAP_LOG_LEVEL="warn")
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        return {**os.environ, "PATH": path}

    def session(self):
        """A session without the views, settings and cached data of earlier pages."""
        if self.spark is None or self.spark._sc._jsc is None:
            return (
                SparkSession.builder.appName("pages")
                .master("local[2]")
                .config("spark.jars", self.jar)
                .config("spark.ui.enabled", "false")
                .config("spark.ui.showConsoleProgress", "false")
                .config("spark.driver.memory", "1g")
                # The JVM runs briefly: the first compiler and one thread of garbage collection start faster
                .config("spark.driver.extraJavaOptions", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
                .config("spark.sql.shuffle.partitions", "4")
                .getOrCreate()
            )
        self.clear(self.spark)
        fresh = self.spark.newSession()
        SparkSession._instantiatedSession = SparkSession._activeSession = fresh
        sessions = SparkSession._get_j_spark_session_class(fresh._jvm)
        sessions.setDefaultSession(fresh._jsparkSession)
        sessions.setActiveSession(fresh._jsparkSession)
        return fresh

    @staticmethod
    def clear(spark):
        spark.catalog.clearCache()
        spark.sql("USE spark_catalog.default")
        for table in spark.sql("SHOW TABLES IN spark_catalog.default").collect():
            if not table.isTemporary:
                spark.sql(f"DROP TABLE spark_catalog.default.`{table.tableName}`")
        for (database,) in spark.sql("SHOW DATABASES IN spark_catalog").collect():
            if database != "default":
                spark.sql(f"DROP DATABASE spark_catalog.`{database}` CASCADE")

    def run(self, page, block, names):
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            getattr(self, block.language)(page, block, names)
        if block.expected is not None and not as_expected(block.expected, out.getvalue()):
            raise Mismatch(f"expected:\n{block.expected}found:\n{out.getvalue()}")

    def python(self, page, block, names):
        # Blank lines before the code give tracebacks the page's own line numbers
        exec(compile("\n" * (block.line - 1) + block.code, str(page), "exec"), names)

    def sql(self, page, block, names):
        for statement in statements(block.code):
            rows = names["spark"].sql(statement)
            if rows.columns and not re.match(r"(?i)(--.*\n|\s)*SET\b", statement):
                rows.show(truncate=False)

    def sh(self, page, block, names):
        self.process(["bash", "-euo", "pipefail", "-c", block.code])

    def java(self, page, block, names):
        code = block.code
        if not re.search(r"(?m)^(public |final )*(class|record) ", code):
            imports, body = self.split_imports(code)
            code = (
                "import org.apache.spark.sql.*;\n" + imports
                + "class Page { public static void main(String[] arguments) throws Exception {\n"
                + 'SparkSession spark = SparkSession.builder().master("local[2]").getOrCreate();\n'
                + body + "\nspark.stop(); } }\n"
            )
        source = self.root / "Page.java"
        source.write_text(code, encoding="utf-8")
        self.process([*self.java_with_spark(), str(source)])

    def scala(self, page, block, names):
        imports, body = self.split_imports(block.code)
        source, classes = self.root / "Page.scala", self.root / "scala"
        source.write_text(
            "import org.apache.spark.sql._\n" + imports
            + "object Page { def main(arguments: Array[String]): Unit = {\n"
            + 'val spark = SparkSession.builder().master("local[2]").getOrCreate()\nimport spark.implicits._\n'
            + body + "\nspark.stop() } }\n", encoding="utf-8",
        )  # fmt: skip
        classes.mkdir(exist_ok=True)
        compiler = ["scala.tools.nsc.Main", "-usejavacp", "-d", str(classes), str(source)]
        self.process([*self.java_with_spark(), *compiler])
        self.process([*self.java_with_spark(classes), "Page"])

    def java_with_spark(self, *more):
        jars = Path(pyspark.__file__).parent / "jars" / "*"
        class_path = os.pathsep.join(map(str, [jars, self.jar, *more]))
        options = "@" + str(self.checkout / "conf" / "java-options")
        brief = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", *self.options]
        return [self.java_program(), options, *brief, "-Dspark.ui.enabled=false", "-cp", class_path]

    @staticmethod
    def java_program():
        home = os.environ.get("JAVA_HOME")
        return str(Path(home, "bin", "java")) if home else "java"

    @staticmethod
    def split_imports(code):
        lines = code.splitlines()
        imports = [line for line in lines if line.startswith("import ") and "spark.implicits" not in line]
        return "".join(line + "\n" for line in imports), "\n".join(line for line in lines if line not in imports)

    def process(self, command):
        """Runs a program and prints its output; standard error is shown only if it fails."""
        done = subprocess.run(
            command, cwd=self.directory, env=self.environment, stdin=subprocess.DEVNULL, capture_output=True,
            encoding="utf-8", errors="replace", timeout=MOST_SECONDS,
        )  # fmt: skip
        print(done.stdout, end="")
        if done.returncode != 0:
            raise Mismatch(f"exit code {done.returncode}\n{done.stdout}{done.stderr}")

    # ---- Pages ----

    def page(self, page, verbose):
        """Runs the blocks of a page up to the first that fails; returns whether all ran."""
        blocks = blocks_of(page.read_text(encoding="utf-8"))
        name = os.path.relpath(page, self.checkout)
        begin = time.perf_counter()
        if blocks:
            self.empty_directory()
        if {"python", "sql"} & {block.language for block in blocks}:
            self.spark = self.session()
        main = types.ModuleType("__main__")  # functions of blocks travel to Python's workers by value
        sys.modules["__main__"] = main
        main.spark = self.spark
        for block in blocks:
            began = time.perf_counter()
            try:
                self.run(page, block, main.__dict__)
            except (Exception, SystemExit) as error:
                print(f"FAILED {name}, line {block.line}\n{textwrap.indent(block.code, '    ')}{told(error)}", flush=True)
                self.set_aside(name)
                return False
            finally:
                self.spark = SparkSession._instantiatedSession or self.spark
            if verbose:
                print(f"  {time.perf_counter() - began:5.1f} s  line {block.line}: {block.language}", flush=True)
        print(f"{time.perf_counter() - begin:7.1f} s  {name}: {len(blocks)} blocks ran", flush=True)
        return True

    def empty_directory(self):
        for old in self.directory.iterdir():
            old.unlink() if old.is_symlink() or old.is_file() else shutil.rmtree(old)
        os.chdir(self.directory)  # a block may have changed it
        for link in LINKS:
            os.symlink(self.checkout / link, link)

    def set_aside(self, name):
        """Keeps the files of a page that failed. The directory itself stays, since the JVM works in it."""
        kept = self.root / ("failed-" + re.sub(r"\W+", "-", name))
        shutil.rmtree(kept, ignore_errors=True)
        kept.mkdir()
        for file in self.directory.iterdir():
            shutil.move(file, kept)


def told(error):
    if isinstance(error, Mismatch):
        return str(error)
    return "".join(traceback.format_exception(error))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--checkout", type=Path, default=Path(__file__).resolve().parents[3])
    parser.add_argument("--verbose", action="store_true", help="the time of each block")
    parser.add_argument("pages", nargs="*", type=Path, metavar="PAGE")
    given = parser.parse_args()
    checkout = given.checkout.resolve()
    every = [checkout / "README.md", *sorted((checkout / "src" / "site" / "markdown").rglob("*.md"))]
    pages = [page.resolve() for page in given.pages] or every
    runner = Runner(checkout)
    failed = [page for page in pages if not runner.page(page, given.verbose)]
    sys.exit(f"{len(failed)} of {len(pages)} pages failed") if failed else print(f"{len(pages)} pages ran")


if __name__ == "__main__":
    main()
