package io.memmap.storage.hadoop;

import java.util.regex.Pattern;

/**
 * Why a remote file cannot be read or written, as far as exceptions tell. Those of the file
 * systems' own libraries are recognised by their names, since these libraries need not be there.
 */
public enum FailureKind {
  ARCHIVED("InvalidObjectStateException", "InvalidObjectState"),
  REPLACED(
      "RemoteFileChangedException|InvalidPathHandleException",
      "Status Code: 412|PreconditionFailed|pre-conditions you specified|ConditionNotMet"),
  CREDENTIALS(
      "NoAuthWithAWSException|NoAwsCredentialsException|SaslException",
      "InvalidAccessKeyId|SignatureDoesNotMatch|ExpiredToken|InvalidToken|No AWS Credentials"
          + "|Unable to load (AWS )?credentials|Status Code: 401|GSS initiate failed"
          + "|SIMPLE authentication is not enabled"),
  QUOTA("(NS|DS)?QuotaExceededException|QuotaByStorageTypeExceededException", "QuotaExceeded"),
  FULL(
      "DiskOutOfSpaceException|ClusterStorageCapacityExceededException",
      "No space left on device|not enough space|could only be (written|replicated) to \\d+ "),
  SAFE_MODE("SafeModeException", "[Nn]ame ?node is in safe mode|SafeModeException"),
  DENIED("AccessDeniedException|AccessControlException", "Status Code: 403"),
  NO_STORE("UnknownStoreException|UnknownHostException", "NoSuchBucket"),
  MISSING("FileNotFoundException|NoSuchFileException", "NoSuchKey"),
  TIMED_OUT(
      "SocketTimeoutException|ConnectTimeoutException|ApiCallTimeoutException",
      "[Tt]imed out|Timeout waiting for connection from pool"),
  REFUSED("ConnectException|NoRouteToHostException", "Connection refused"),
  OTHER("(?!)", "(?!)");

  /** Bounds the search, since causes may form a cycle. */
  public static final int MOST_CAUSES = 20;

  private final Pattern classes;
  private final Pattern words;

  FailureKind(String classes, String words) {
    this.classes = Pattern.compile(classes);
    this.words = Pattern.compile(words);
  }

  /** The first kind that the exception, or else one of its causes, tells. */
  public static FailureKind of(Throwable thrown) {
    Throwable cause = thrown;
    for (int i = 0; i < MOST_CAUSES && cause != null; i++) {
      for (FailureKind kind : values()) {
        if (kind.isToldBy(cause)) {
          return kind;
        }
      }
      cause = cause.getCause();
    }
    return OTHER;
  }

  private boolean isToldBy(Throwable thrown) {
    for (Class<?> type = thrown.getClass(); type != null; type = type.getSuperclass()) {
      if (classes.matcher(type.getSimpleName()).matches()) {
        return true;
      }
    }
    return thrown.getMessage() != null && words.matcher(thrown.getMessage()).find();
  }
}
