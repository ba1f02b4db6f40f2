package io.memmap.storage.hadoop.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.storage.file.Location;
import java.lang.invoke.MethodHandle;
import org.apache.hadoop.util.VersionInfo;
import org.junit.jupiter.api.Test;

/** The forms that the method has in the versions of Hadoop, and others. */
class PutPartTest {
  private static final String CALLED = "3 path body 7";

  /** Hadoop 3.3.4 and 3.4.1. */
  public interface WithoutLast {
    default String putPart(Object upload, int number, String path, String body, long length) {
      return number + " " + path + " " + body + " " + length;
    }
  }

  /** Hadoop 3.4.2 and 3.5.0. */
  public interface WithLast {
    default String putPart(
        Object upload, int number, boolean isLast, String path, String body, long length) {
      return number + " " + path + " " + body + " " + length + (isLast ? " last" : "");
    }
  }

  /** A form of none of them. */
  public interface Other {
    void putPart(Object upload, String path);
  }

  private static final class Old implements WithoutLast {}

  private static final class New implements WithLast {}

  private static Object called(Class<?> uploader, Object self) throws Throwable {
    MethodHandle method = PutPart.in(uploader).orElseThrow();
    return method.invokeWithArguments(self, "upload", 3, "path", "body", 7L);
  }

  @Test
  void callsBothForms() throws Throwable {
    assertThat(called(WithoutLast.class, new Old())).isEqualTo(CALLED);
    assertThat(called(WithLast.class, new New())).isEqualTo(CALLED);
    assertThat(PutPart.isKnown()).isTrue();
  }

  @Test
  void otherFormsAreNotKnown() {
    assertThat(PutPart.in(Other.class)).isEmpty();
    assertThat(PutPart.in(Runnable.class)).isEmpty();
  }

  @Test
  void saysWhatHelpsWithAnUnknownForm() {
    assertThat(UploadErrors.unknownUploader(Location.parse("s3a://bucket/a.npy")))
        .hasMessage(
            "file s3a://bucket/a.npy: cannot be sent in parts, since Hadoop %s has another method"
                + " MultipartUploader.putPart than all versions from 3.3.4 to 3.5.0; set"
                + " fs.s3a.multipart.uploads.enabled=false",
            VersionInfo.getVersion());
  }
}
