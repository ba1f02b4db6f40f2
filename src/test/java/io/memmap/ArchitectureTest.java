package io.memmap;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.memmap.array.Order;
import java.nio.MappedByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.Charset;
import java.time.ZoneId;
import java.util.Locale;
import java.util.TimeZone;
import org.apache.spark.unsafe.Platform;

/**
 * The packages and what they may see. No two of them see each other, however indirectly.
 *
 * <pre>
 * io.memmap                              the public API without Spark: sees .array and .storage
 * io.memmap.spark                        the public API: four classes
 * io.memmap.spark.internal
 *   .table                               sees all of the others
 *   .resolve  .schema  .options  .files  each sees those to its right
 *   .stream.source                       sees .read, .resolve, .options and .files
 *   .stream.sink                         sees .write and .options
 *   .read  .read.task  .read.filter  .read.source  .read.rows
 *   .vector  .kernel                     read and write do not see them
 *            .kernel.group  .kernel  .kernel.match  .kernel.loop  .kernel.lanes  .kernel.load
 *   .write  .write.plan  .write.commit  .write.change  .write.encode
 *   .metric                              sees none of these
 * io.memmap.storage                      .window  .local  .publish  .runs  .file, each sees those to its right
 *                                        .hadoop sees .file, and Hadoop's file systems
 *                                        .hadoop.write sees .hadoop, .runs and .staging
 * io.memmap.array                        .npy  .dtype  .python; sees nothing but java.*
 * </pre>
 */
@AnalyzeClasses(packages = "io.memmap", importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {
  private static final String PLAIN_API = "io.memmap";
  private static final String ARRAY = "io.memmap.array..";
  private static final String STORAGE = "io.memmap.storage..";
  private static final String WINDOW = "io.memmap.storage.window";
  private static final String LOCAL = "io.memmap.storage.local";
  private static final String HADOOP = "io.memmap.storage.hadoop..";
  private static final String API = "io.memmap.spark";
  private static final String INTERNAL = "io.memmap.spark.internal..";
  private static final String TABLE = "io.memmap.spark.internal.table..";
  private static final String READ = "io.memmap.spark.internal.read..";
  private static final String VECTOR = "io.memmap.spark.internal.vector..";
  private static final String KERNEL = "io.memmap.spark.internal.kernel..";
  private static final String WRITE = "io.memmap.spark.internal.write..";
  private static final String STREAM_SINK = "io.memmap.spark.internal.stream.sink..";
  private static final String STREAM_SOURCE = "io.memmap.spark.internal.stream.source..";
  private static final String METRIC = "io.memmap.spark.internal.metric..";
  private static final String ANNOTATIONS = "com.google.errorprone.annotations";
  private static final String UNSAFE = "sun.misc.Unsafe";

  @ArchTest
  static final ArchRule everyClassHasAPackage =
      classes()
          .should()
          .resideInAnyPackage(PLAIN_API, ARRAY, STORAGE, API, INTERNAL)
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule packagesFormNoCycle =
      slices().matching("io.memmap.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule theApiIsFourClasses =
      classes()
          .that()
          .resideInAPackage(API)
          .and()
          .areTopLevelClasses()
          .and()
          .doNotHaveSimpleName("package-info")
          .should()
          .haveNameMatching(".*\\.Memmap(DataSource|Catalog|SessionCatalog|Options)");

  @ArchTest
  static final ArchRule nothingSeesTheApi =
      noClasses()
          .that()
          .resideInAnyPackage(INTERNAL, STORAGE, ARRAY)
          .should()
          .dependOnClassesThat(resideInAPackage(API));

  @ArchTest
  static final ArchRule nothingSeesTheApiWithoutSpark =
      noClasses()
          .that()
          .resideOutsideOfPackage(PLAIN_API)
          .should()
          .dependOnClassesThat(resideInAPackage(PLAIN_API));

  @ArchTest
  static final ArchRule theApiWithoutSparkNeedsNone =
      classes()
          .that()
          .resideInAPackage(PLAIN_API)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..", ANNOTATIONS, PLAIN_API, ARRAY, "io.memmap.storage.file", LOCAL, WINDOW);

  @ArchTest
  static final ArchRule arrayIsPureJava =
      classes()
          .that()
          .resideInAPackage(ARRAY)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", ANNOTATIONS, ARRAY)
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule storageKnowsBytesAndArraysOnly =
      classes()
          .that(resideInAPackage(STORAGE).and(resideOutsideOfPackage(HADOOP)))
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage("java..", ANNOTATIONS, ARRAY, STORAGE)
                  .or(belongToAnyOf(Platform.class))
                  .or(name(UNSAFE)))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule onlyOnePackageSeesHadoopsFileSystems =
      noClasses()
          .that()
          .resideOutsideOfPackage(HADOOP)
          .should()
          .dependOnClassesThat(
              resideInAPackage("org.apache.hadoop..")
                  .and(not(name("org.apache.hadoop.conf.Configuration"))));

  @ArchTest
  static final ArchRule hadoopsFileSystemsNeedNoSpark =
      classes()
          .that()
          .resideInAPackage(HADOOP)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              ANNOTATIONS,
              ARRAY,
              "io.memmap.storage.file",
              "io.memmap.storage.runs",
              "io.memmap.storage.staging",
              HADOOP,
              "org.apache.hadoop.fs..",
              "org.apache.hadoop.conf..",
              "org.apache.hadoop.util..");

  @ArchTest static final ArchRule readStandsAlone = standsAlone(READ, VECTOR, KERNEL, WRITE);

  @ArchTest
  static final ArchRule streamsWriteAsBatchesDo = standsAlone(STREAM_SINK, READ, VECTOR, KERNEL);

  @ArchTest
  static final ArchRule followedFilesAreRead = standsAlone(STREAM_SOURCE, VECTOR, KERNEL, WRITE);

  @ArchTest
  static final ArchRule onlyTablesFollowFiles =
      noClasses()
          .that()
          .resideOutsideOfPackages(TABLE, STREAM_SOURCE)
          .should()
          .dependOnClassesThat(resideInAPackage(STREAM_SOURCE));

  @ArchTest static final ArchRule vectorStandsAlone = standsAlone(VECTOR, READ, KERNEL, WRITE);

  @ArchTest static final ArchRule kernelsSeeVectorsOnly = standsAlone(KERNEL, READ, WRITE);

  @ArchTest static final ArchRule writeStandsAlone = standsAlone(WRITE, READ, VECTOR, KERNEL);

  @ArchTest
  static final ArchRule metricStandsAlone =
      standsAlone(METRIC, READ, VECTOR, KERNEL, WRITE, STORAGE, ARRAY);

  @ArchTest
  static final ArchRule rawMemoryIsReadByVectorsKernelsAndWindowsOnly =
      noClasses()
          .that()
          .resideOutsideOfPackages(VECTOR, KERNEL, WINDOW)
          .should()
          .dependOnClassesThat(belongToAnyOf(Platform.class))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule mappingsAreWindowsOnly =
      noClasses()
          .that()
          .resideOutsideOfPackages(WINDOW, LOCAL)
          .should()
          .dependOnClassesThat(belongToAnyOf(MappedByteBuffer.class).or(name(UNSAFE)))
          .allowEmptyShould(true);

  /** A view has strides for whatever depends on the order. */
  @ArchTest
  static final ArchRule onlyArraysAskForOrderF =
      noClasses().that().resideOutsideOfPackage(ARRAY).should().accessField(Order.class, "F");

  /**
   * Scala's collections differ between 2.12 and 2.13, and one jar serves both. Immutable maps do
   * not, and Spark's interfaces for saves by path and for settings have them in their signatures.
   */
  @ArchTest
  static final ArchRule noScalaCollections =
      noClasses()
          .that()
          .doNotHaveSimpleName("MemmapDataSource")
          .and()
          .doNotHaveSimpleName("PathWrites")
          .and()
          .doNotHaveSimpleName("Storages")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("scala.collection..");

  /** Spark's insides change with every release, and one jar serves several. */
  @ArchTest
  static final ArchRule noSparkInternals =
      noneUses("org.apache.spark.sql.execution..", "org.apache.spark.sql.classic..");

  /** Digits, names in lower case, times and bytes of texts are the same on every machine. */
  @ArchTest
  static final ArchRule nothingDependsOnTheDefaultsOfTheJvm =
      noClasses()
          .should()
          .callMethod(String.class, "formatted", Object[].class)
          .orShould()
          .callMethod(String.class, "format", String.class, Object[].class)
          .orShould()
          .callMethod(String.class, "toLowerCase")
          .orShould()
          .callMethod(String.class, "toUpperCase")
          .orShould()
          .callMethod(String.class, "getBytes")
          .orShould()
          .callConstructor(String.class, byte[].class)
          .orShould()
          .callMethod(Locale.class, "getDefault")
          .orShould()
          .callMethod(Charset.class, "defaultCharset")
          .orShould()
          .callMethod(ZoneId.class, "systemDefault")
          .orShould()
          .callMethod(TimeZone.class, "getDefault");

  /** The JDK doubles what goes from the heap to a file, or back, in memory off the heap. */
  @ArchTest
  static final ArchRule filesAreReadAndWrittenInSmallTransfers =
      noClasses()
          .that()
          .doNotHaveSimpleName("SmallTransfers")
          .should()
          .callMethodWhere(
              calls("read", ReadableByteChannel.class)
                  .or(calls("write", WritableByteChannel.class)));

  private static DescribedPredicate<JavaCall<?>> calls(String method, Class<?> type) {
    return target(name(method).forSubtype())
        .and(target(owner(assignableTo(type)).forSubtype()).forSubtype());
  }

  private static ArchRule standsAlone(String those, String... others) {
    return noClasses()
        .that()
        .resideInAPackage(those)
        .should()
        .dependOnClassesThat(resideInAPackage(TABLE).or(resideInAnyPackage(others)))
        .allowEmptyShould(true);
  }

  private static ArchRule noneUses(String... packages) {
    return noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages)
        .allowEmptyShould(true);
  }
}
