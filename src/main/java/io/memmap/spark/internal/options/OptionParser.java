package io.memmap.spark.internal.options;

import io.memmap.array.InvalidArrayException;
import io.memmap.spark.MemmapOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** Parses single options; each message names the option and its value. */
public final class OptionParser {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,19})\\s*([kmgtp]?)i?b?");

  private static final Pattern TIME = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|min|h|d)?");

  /** Prefix of keys by which Spark passes calls of other methods than {@code option}. */
  private static final String SPARK_INTERNAL = "__";

  private final CaseInsensitiveStringMap options;

  public OptionParser(CaseInsensitiveStringMap options) {
    this.options = options;
  }

  /** Refuses unknown keys: a mistyped {@code dtype} would otherwise read garbage. */
  void refuseUnknown() {
    for (String key : options.asCaseSensitiveMap().keySet()) {
      if (!isKnown(key)) {
        throw key.startsWith(SPARK_INTERNAL)
            ? OptionErrors.notDone(key, options.get(key))
            : OptionErrors.unknownOption(key);
      }
    }
  }

  /** Whether a key is one of ours, or one that Spark adds. */
  public static boolean isKnown(String key) {
    return isIn(OptionNames.ALL, key)
        || isIn(OptionNames.SPARK_OWN, key)
        || key.toLowerCase(Locale.ROOT).startsWith(OptionNames.CATALOG_PREFIX)
        || OptionNames.isOfFileSystem(key);
  }

  /** Settings of Hadoop's file systems. They may be secret, so no message has their values. */
  Map<String, String> fileSystemOptions() {
    Map<String, String> settings = new TreeMap<>(options.asCaseSensitiveMap());
    settings.keySet().removeIf(key -> !OptionNames.isOfFileSystem(key));
    return settings;
  }

  private static boolean isIn(List<String> names, String key) {
    return names.stream().anyMatch(key::equalsIgnoreCase);
  }

  Optional<String> text(String key) {
    return Optional.ofNullable(options.get(key));
  }

  /** The name of a column. */
  Optional<String> name(String key) {
    Optional<String> name = text(key);
    if (name.filter(String::isBlank).isPresent()) {
      throw OptionErrors.badOption(key, name.get(), "must be the name of a column");
    }
    return name;
  }

  /** A value that {@code parser} parses; its exceptions become errors of the option. */
  <T> Optional<T> parsed(String key, Function<String, T> parser) {
    return text(key)
        .map(
            value -> {
              try {
                return parser.apply(value);
              } catch (InvalidArrayException e) {
                throw OptionErrors.badDescription(e);
              } catch (IllegalArgumentException e) {
                throw OptionErrors.badOption(key, value, e.getMessage());
              }
            });
  }

  OptionalLong offset() {
    return text(MemmapOptions.OFFSET)
        .map(value -> wholeNumber(MemmapOptions.OFFSET, value, 0, Long.MAX_VALUE))
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  OptionalInt positiveInt(String key) {
    return text(key)
        .map(value -> OptionalInt.of((int) wholeNumber(key, value, 1, Integer.MAX_VALUE)))
        .orElse(OptionalInt.empty());
  }

  OptionalLong positiveLong(String key) {
    return text(key)
        .map(value -> OptionalLong.of(wholeNumber(key, value, 1, Long.MAX_VALUE)))
        .orElse(OptionalLong.empty());
  }

  OptionalLong positiveSize(String key) {
    Optional<Long> bytes = parsed(key, OptionParser::bytes);
    bytes
        .filter(size -> size == 0)
        .ifPresent(
            size -> {
              throw OptionErrors.badOption(key, options.get(key), "must be 1 byte or more");
            });
    return bytes.map(OptionalLong::of).orElse(OptionalLong.empty());
  }

  public boolean flag(String key, boolean otherwise) {
    return text(key)
        .map(
            value ->
                switch (value.toLowerCase(Locale.ROOT)) {
                  case "true" -> true;
                  case "false" -> false;
                  default -> throw OptionErrors.badOption(key, value, "must be true or false");
                })
        .orElse(otherwise);
  }

  /** A duration in the notation of Spark's settings; a number without a unit is seconds. */
  Optional<Duration> duration(String key) {
    return parsed(key, OptionParser::toDuration);
  }

  private static Duration toDuration(String text) {
    Matcher matcher = TIME.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException("must be a time such as 500ms, 60s, 5min or 1h");
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2) == null ? "s" : matcher.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "m", "min" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      case "d" -> Duration.ofDays(number);
      default -> Duration.ofSeconds(number);
    };
  }

  /**
   * Refuses {@code ignoreCorruptFiles}: rows that are left out silently would be missed by nobody.
   */
  void refuseIgnoringCorruptFiles() {
    String key = "ignoreCorruptFiles";
    if (flag(key, false)) {
      throw OptionErrors.badOption(
          key,
          options.get(key),
          "rows of a file that can't be read are not left out; leave the file out with option"
              + " pathGlobFilter, or give false");
    }
  }

  /** A local time in the session's time zone, as in Spark's file sources. */
  Optional<Instant> time(String key) {
    return text(key)
        .map(
            value -> {
              try {
                ZoneId zone =
                    ZoneId.of(SparkSession.active().conf().get("spark.sql.session.timeZone"));
                return LocalDateTime.parse(value.strip()).atZone(zone).toInstant();
              } catch (DateTimeParseException e) {
                throw OptionErrors.badOption(key, value, "must be a time, YYYY-MM-DDTHH:mm:ss");
              }
            });
  }

  /** A constant of an enum, in upper or lower case. */
  <E extends Enum<E>> Optional<E> word(String key, Class<E> type) {
    return text(key)
        .map(
            value ->
                Arrays.stream(type.getEnumConstants())
                    .filter(constant -> constant.name().equalsIgnoreCase(value))
                    .findFirst()
                    .orElseThrow(() -> OptionErrors.unknownWord(key, value, type)));
  }

  /**
   * A number of bytes in the notation of Spark's settings: {@code 134217728}, {@code 128m}, {@code
   * 128MB}.
   *
   * @throws IllegalArgumentException for any other text
   */
  static long bytes(String text) {
    Matcher matcher = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException("must be bytes, such as 67108864 or 64m");
    }
    String unit = matcher.group(2);
    int shift = unit.isEmpty() ? 0 : 10 * (1 + "kmgtp".indexOf(unit));
    try {
      return Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << shift);
    } catch (ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException("more than 2**63-1 bytes", e);
    }
  }

  private static long wholeNumber(String key, String value, long least, long most) {
    String must = "must be a whole number from " + least + " to " + most;
    try {
      long number = Long.parseLong(value.strip());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw OptionErrors.badOption(key, value, must);
    }
    throw OptionErrors.badOption(key, value, must);
  }
}
