package io.memmap.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The contenders of the read benchmark. */
final class Contenders {
  /**
   * Numbers of columns. Spark generates code for at most 100 columns ({@code
   * spark.sql.codegen.maxFields}).
   */
  private static final int[] WIDTHS = {16, 64, 90, 101, 1000};

  /** Slow contenders read at most this part of the 1-D array. */
  static final long SLICE_BYTES = 128L << 20;

  /**
   * Name of the arrays of one row. They measure the time that a query takes before it reads
   * anything.
   */
  static final String OVERHEAD = "overhead";

  private static final List<String> ACCESSES = List.of("mmap", "read");

  private final BenchOptions options;
  private final TestData data;
  private final SparkReads spark;
  private final JavaLoop java;
  private final Optional<NumPy> numpy;
  private final List<Contender> all = new ArrayList<>();

  private Contenders(
      BenchOptions options, TestData data, SparkReads spark, JavaLoop java, Optional<NumPy> numpy) {
    this.options = options;
    this.data = data;
    this.spark = spark;
    this.java = java;
    this.numpy = numpy;
  }

  /** All contenders, in the order of the report and of each round. */
  static List<Contender> list(
      BenchOptions options, TestData data, SparkReads spark, JavaLoop java, Optional<NumPy> numpy) {
    Contenders contenders = new Contenders(options, data, spark, java, numpy);
    contenders.addVector();
    contenders.addOverhead();
    for (int width : WIDTHS) {
      contenders.addTable(BenchArray.table(options.folder(), width, options.tableBytes()));
    }
    return contenders.all;
  }

  private void addVector() {
    BenchArray vector = BenchArray.vector(options.folder(), "1d", options.bytes());
    long sliceBytes = Math.min(SLICE_BYTES, options.bytes());
    BenchArray slice = BenchArray.vector(options.folder(), "1d-slice", sliceBytes);
    Measure sum = new Measure(vector, Question.SUM);
    for (String access : ACCESSES) {
      addMemmap(sum, Layout.COLUMNS, access, "memmap-" + access);
    }
    addParquet(sum, Layout.COLUMNS, "parquet");
    add(sum, "binary-records", slice, () -> some(spark.sumOfBinaryRecords(slice)));
    addJava(sum, SumKernel.ONE_ACCUMULATOR, "java-loop");
    addJava(sum, SumKernel.EIGHT_ACCUMULATORS, "java-loop-8");
    numpy.ifPresent(
        python -> {
          add(sum, "numpy-expression", vector, () -> some(python.sumOfExpression(vector)));
          add(sum, "numpy-sum", vector, () -> some(python.sum(vector)));
        });
  }

  private void addOverhead() {
    BenchArray element = new BenchArray(options.folder(), OVERHEAD, 1, 0);
    Measure sum = new Measure(element, Question.SUM);
    addMemmap(sum, Layout.COLUMNS, "mmap", "memmap-mmap");
    addParquet(sum, Layout.COLUMNS, "parquet");
    BenchArray row = new BenchArray(options.folder(), OVERHEAD + "-1000", 1, 1000);
    Measure rows = new Measure(row, Question.ROWS);
    addMemmap(rows, Layout.COLUMNS, "mmap", "memmap-mmap-columns");
    addParquet(rows, Layout.COLUMNS, "parquet-columns");
  }

  private void addTable(BenchArray table) {
    for (Question question : Question.READS) {
      Measure measure = new Measure(table, question);
      for (Layout layout : Layout.values()) {
        for (String access : ACCESSES) {
          addMemmap(measure, layout, access, "memmap-" + access + "-" + layout.word());
        }
        addParquet(measure, layout, "parquet-" + layout.word());
      }
      if (question == Question.SUM) {
        addJava(measure, SumKernel.STRIDED, "java-loop");
      }
    }
  }

  private void addMemmap(Measure measure, Layout layout, String access, String name) {
    BenchArray array = measure.array();
    all.add(
        new Contender(
            measure,
            name,
            array,
            layout,
            () -> {
              data.ensure(array);
              return SparkReads.ask(measure, layout, spark.memmap(array, layout, access));
            }));
  }

  private void addParquet(Measure measure, Layout layout, String name) {
    BenchArray array = measure.array();
    all.add(
        new Contender(
            measure,
            name,
            array,
            layout,
            () -> {
              data.ensureParquet(array, layout);
              return SparkReads.ask(measure, layout, spark.parquet(array, layout));
            }));
  }

  private void addJava(Measure measure, SumKernel kernel, String name) {
    BenchArray array = measure.array();
    add(measure, name, array, () -> some(java.sum(array, kernel)));
  }

  private void add(Measure measure, String name, BenchArray reads, Contender.Run run) {
    all.add(
        new Contender(
            measure,
            name,
            reads,
            Layout.COLUMNS,
            () -> {
              data.ensure(reads);
              return run;
            }));
  }

  private static OptionalDouble some(double sum) {
    return OptionalDouble.of(sum);
  }
}
