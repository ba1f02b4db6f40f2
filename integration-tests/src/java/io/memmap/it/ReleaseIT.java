package io.memmap.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Builds a release twice from copies of the checkout, publishes it to folders, and uses it by its
 * coordinates without a network.
 */
final class ReleaseIT {
  private static final String ADDRESS = "https://example.org/spark-memmap";
  private static final Path CONNECTOR = Path.of(System.getProperty("it.connector.jar"));
  private static final String VERSION = version();
  private static final String COORDINATES = "io.memmap:spark-memmap:" + VERSION;
  private static final String NAME = "spark-memmap-" + VERSION;

  /** Folder of a Maven repository. */
  private static final Path IN_REPOSITORY = Path.of("io/memmap/spark-memmap", VERSION);

  private static final List<String> PUBLISHED =
      List.of(
          NAME + "-cyclonedx.json",
          NAME + "-javadoc.jar",
          NAME + "-sources.jar",
          NAME + ".jar",
          NAME + ".pom");

  private static SigningKey key;
  private static ReleaseBuild first;

  /** A home with a local repository of Maven, in which only the connector is. */
  private static Path home;

  private static Path signed;
  private static Path unsigned;

  private static String version() {
    String jar = CONNECTOR.getFileName().toString();
    return jar.substring("spark-memmap-".length(), jar.length() - ".jar".length());
  }

  @BeforeAll
  static void publishTwice() throws Exception {
    key = SigningKey.make();
    home = EmptyDirectory.of("release", "home");
    signed = home.resolve(".m2/repository");
    unsigned = EmptyDirectory.of("release", "repository");
    first =
        ReleaseBuild.in(
            EmptyDirectory.of("release", "first"), Instant.parse("2001-02-03T04:05:06Z"));
    first.deploy(settings(signed), ADDRESS, key);
    ReleaseBuild.in(EmptyDirectory.of("release", "another-place"), Instant.now())
        .deploy(settings(unsigned), ADDRESS);
  }

  @AfterAll
  static void forgetTheKey() throws Exception {
    key.delete();
  }

  /** Settings of Maven that name the repository that is deployed to. */
  private static Path settings(Path repository) throws IOException {
    String text =
        """
        <settings>
          <profiles><profile><id>to</id><properties>
            <altDeploymentRepository>files::%s</altDeploymentRepository>
          </properties></profile></profiles>
          <activeProfiles><activeProfile>to</activeProfile></activeProfiles>
        </settings>
        """;
    Path file = EmptyDirectory.of("release", "settings-" + repository.getFileName());
    return Files.writeString(
        file.resolve("settings.xml"), text.replace("%s", repository.toUri().toString()));
  }

  @Test
  void everyArtifactIsPublishedAndSigned() throws Exception {
    List<String> wanted = new ArrayList<>(PUBLISHED);
    PUBLISHED.forEach(name -> wanted.add(name + ".asc"));
    assertThat(files(signed).keySet()).containsExactlyInAnyOrderElementsOf(wanted);
    for (String name : PUBLISHED) {
      assertThat(key.verify(signed.resolve(IN_REPOSITORY).resolve(name)))
          .contains("Good signature");
    }
    assertThat(files(unsigned).keySet()).containsExactlyInAnyOrderElementsOf(PUBLISHED);
  }

  @Test
  void twoBuildsAreEqualByteByByte() throws IOException {
    Map<String, Path> one = files(signed);
    Map<String, Path> other = files(unsigned);
    for (String name : PUBLISHED) {
      assertThat(other.get(name)).as(name).hasSameBinaryContentAs(one.get(name));
    }
    Map<String, ByteBuffer> built = ReleaseFiles.in(CONNECTOR);
    Map<String, ByteBuffer> published = ReleaseFiles.in(one.get(NAME + ".jar"));
    // names the address, which the build of this test does not know
    List.of(built, published)
        .forEach(jar -> jar.remove("META-INF/maven/io.memmap/spark-memmap/pom.xml"));
    assertThat(published).isEqualTo(built);
  }

  /**
   * The classes of the jar are those that javac makes of the sources, in whatever order it gets
   * them: sealed types whose subtypes others see say {@code permits}, or javac lists the subtypes
   * as it comes across them.
   */
  @Test
  void theSourcesCompileToTheClassesOfTheJar() throws IOException {
    Path sources = EmptyDirectory.of("release", "sources");
    Path classes = EmptyDirectory.of("release", "classes");
    Path archive = unsigned.resolve(IN_REPOSITORY).resolve(NAME + "-sources.jar");
    ReleaseFiles.unpack(archive, sources);
    assertThat(MainSources.compile(sources, SparkLine.built(), classes)).isEmpty();
    Map<String, Path> compiled = ReleaseFiles.below(classes);
    Map<String, ByteBuffer> shipped = ReleaseFiles.in(CONNECTOR);
    // Maven writes package-info.class, to notice changes
    shipped.keySet().removeIf(name -> !name.endsWith(".class") || name.endsWith("-info.class"));
    assertThat(compiled.keySet()).containsExactlyInAnyOrderElementsOf(shipped.keySet());
    for (Map.Entry<String, Path> file : compiled.entrySet()) {
      assertThat(file.getValue()).hasBinaryContent(shipped.get(file.getKey()).array());
    }
  }

  @Test
  void theJarHasOnlyClassesOfTheConnectorAndSaysWhatItIs() throws IOException {
    try (JarFile jar = new JarFile(CONNECTOR.toFile())) {
      assertThat(jar.stream().filter(entry -> !entry.isDirectory()).map(Object::toString))
          .allMatch(name -> name.matches("io/memmap/.*\\.class|META-INF/.*"))
          .filteredOn(name -> name.startsWith("META-INF/"))
          .containsExactlyInAnyOrder(
              "META-INF/MANIFEST.MF",
              "META-INF/LICENSE",
              "META-INF/services/org.apache.spark.sql.SparkSessionExtensionsProvider",
              "META-INF/services/org.apache.spark.sql.sources.DataSourceRegister",
              "META-INF/maven/io.memmap/spark-memmap/pom.xml",
              "META-INF/maven/io.memmap/spark-memmap/pom.properties");
      Attributes manifest = jar.getManifest().getMainAttributes();
      assertThat(manifest.getValue("Implementation-Title")).isEqualTo("spark-memmap");
      assertThat(manifest.getValue("Implementation-Version")).isEqualTo(VERSION);
    }
    assertThat(ModuleFinder.of(CONNECTOR).findAll())
        .extracting(ModuleReference::descriptor)
        .singleElement()
        .satisfies(module -> assertThat(module.name()).isEqualTo("io.memmap"));
  }

  @Test
  void thePomSaysAllThatARepositoryAsksForAndNamesNoDependencyToFetch() throws Exception {
    String pom = Files.readString(files(signed).get(NAME + ".pom"));
    assertThat(pom)
        .contains("<name>spark-memmap</name>", "<description>", "<url>" + ADDRESS + "</url>")
        .contains("<name>Apache-2.0</name>", "<name>The spark-memmap developers</name>")
        .contains("<connection>scm:git:" + ADDRESS + "</connection>", "<tag>v" + VERSION + "</tag>")
        .doesNotContain("${", "<scope>test", "<scope>compile", "<scope>runtime", "junit")
        .doesNotContain("<build>", "<profile", "<properties>", "<dependencyManagement>");
    assertThat(pom.split("<dependency>", -1).length).isEqualTo(pom.split("provided", -1).length);
  }

  @Test
  void theBillOfMaterialsNamesTheJarAndNothingElse() throws IOException {
    String bill = Files.readString(files(unsigned).get(NAME + "-cyclonedx.json"));
    assertThat(bill)
        .contains("\"bomFormat\" : \"CycloneDX\"")
        .contains("\"purl\" : \"pkg:maven/io.memmap/spark-memmap@" + VERSION + "?type=jar\"")
        .contains("Apache-2.0")
        .doesNotContain("serialNumber", "timestamp", "\"components\" : [ {", "pkg:maven/org.");
  }

  @Test
  void aSignedReleaseNamesItsRepository() {
    assertThatThrownBy(
            () ->
                first.run(
                    settings(unsigned),
                    Map.of(),
                    List.of("enforcer:enforce@address", "-Dgpg.keyname=none")))
        .hasMessageContaining("-Drepository.url=https://");
  }

  @Test
  void theOldestSparkTakesItFromTheLocalRepository() throws IOException {
    check(PySpark.installOldest().shell(empty("oldest"), offline(home), submit()));
  }

  @Tag("matrix")
  @Test
  void theNewestSparkTakesItFromTheLocalRepository() throws IOException {
    check(PySpark.install().shell(empty("newest"), offline(home), submit()));
  }

  private static String submit() {
    return "spark-submit --master 'local[1]' --packages " + COORDINATES + program();
  }

  @Test
  void theShellTakesItFromARepositoryOfFiles() throws IOException {
    String command =
        "pyspark --master 'local[1]' --repositories "
            + unsigned.toUri()
            + " --packages "
            + COORDINATES
            + " <"
            + program();
    check(PySpark.install().shell(empty("shell"), offline(empty("no-repository")), command));
  }

  private static String program() {
    return " " + System.getProperty("it.python") + "/use_release.py";
  }

  private static Path empty(String name) throws IOException {
    return EmptyDirectory.of("release", "use", name);
  }

  /** Ivy finds nothing but files, and its cache and Maven's local repository below this home. */
  private static Map<String, String> offline(Path userHome) {
    String proxy = " -Dhttp.proxyHost=127.0.0.1 -Dhttp.proxyPort=1";
    return Map.of(
        "SPARK_SUBMIT_OPTS", "-Duser.home=" + userHome + proxy + proxy.replace("http.", "https."));
  }

  private static void check(String said) {
    assertThat(said)
        .contains("INFO ConnectorVersion: spark-memmap " + VERSION + ", Java ")
        .contains(" version=" + VERSION)
        .contains("ROWS [(3, 4, 5)]")
        .contains("found io.memmap#spark-memmap;" + VERSION)
        .containsPattern("\\|\\s+default\\s+\\|\\s+1\\s+\\|.*\\|\\|\\s+1\\s+\\|\\s+[01]\\s+\\|")
        .doesNotContain("WARNINGS", "junit", "UNRESOLVED");
  }

  /** The published files by name, without those about the repository. */
  private static Map<String, Path> files(Path repository) throws IOException {
    Map<String, Path> files = new TreeMap<>(ReleaseFiles.below(repository.resolve(IN_REPOSITORY)));
    files.keySet().removeIf(name -> name.matches(".*\\.(md5|sha\\d+)"));
    return files;
  }
}
