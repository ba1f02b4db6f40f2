package io.memmap.array.dtype;

import io.memmap.array.DType;
import io.memmap.array.DTypeRefusal;
import io.memmap.array.Endian;
import io.memmap.array.TickUnit;
import io.memmap.array.TimeDType;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code M8[25s]}, {@code timedelta64[D/3]}: times and their units, as NumPy writes them. */
final class TimeCode {
  private static final Pattern TIME =
      Pattern.compile(
          "(?:([Mm])8|(datetime|timedelta)64)(?:\\[([0-9]*)([^/\\]0-9]+)(?:/([0-9]+))?])?");

  /** Smaller units that NumPy divides a unit into, and how many of them it has. */
  private record Part(TickUnit unit, int count) {}

  private TimeCode() {}

  /** Whether NumPy reads {@code bare}, which has no prefix, as a time. */
  static boolean isOne(String bare) {
    return bare.startsWith("M8")
        || bare.startsWith("m8")
        || bare.startsWith("datetime64")
        || bare.startsWith("timedelta64");
  }

  static DType parse(String bare, Endian endian, String text) {
    Matcher matcher = TIME.matcher(bare);
    if (!matcher.matches()) {
      throw notUnderstood(text);
    }
    boolean duration = "m".equals(matcher.group(1)) || "timedelta".equals(matcher.group(2));
    if (matcher.group(4) == null) {
      return new TimeDType(duration, TickUnit.GENERIC, 1, endian);
    }
    TickUnit unit = unit(matcher.group(4), text);
    long multiple = matcher.group(3).isEmpty() ? 1 : number(matcher.group(3), text);
    long divisor = matcher.group(5) == null ? 1 : number(matcher.group(5), text);
    if (unit == TickUnit.GENERIC && divisor == 1) {
      return new TimeDType(duration, unit, 1, endian);
    }
    if (divisor != 1) {
      Part part = part(unit, divisor, text);
      unit = part.unit();
      multiple *= part.count();
    }
    if (multiple > Integer.MAX_VALUE) {
      throw notUnderstood(text);
    }
    return new TimeDType(duration, unit, (int) multiple, endian);
  }

  private static TickUnit unit(String code, String text) {
    if (code.equals("\u03bcs")) {
      return TickUnit.MICROSECOND;
    }
    for (TickUnit unit : TickUnit.values()) {
      if (unit.code().equals(code)) {
        return unit;
      }
    }
    throw notUnderstood(text);
  }

  private static long number(String digits, String text) {
    String plain = digits.replaceFirst("^0+(?=.)", "");
    long number = plain.length() > 10 ? Long.MAX_VALUE : Long.parseLong(plain);
    if (number > Integer.MAX_VALUE) {
      throw notUnderstood(text);
    }
    return number;
  }

  /** The value of {@code unit/divisor}: whole parts of the first smaller unit that divides so. */
  private static Part part(TickUnit unit, long divisor, String text) {
    for (Part part : parts(unit)) {
      if (divisor > 0 && part.count() % divisor == 0) {
        return new Part(part.unit(), (int) (part.count() / divisor));
      }
    }
    throw DTypeRefusal.in(
        text, "no smaller unit makes whole parts of it; write a multiple, as in M8[250ms]");
  }

  private static Part[] parts(TickUnit unit) {
    return switch (unit) {
      case YEAR ->
          parts(TickUnit.MONTH, 12, new Part(TickUnit.WEEK, 52), new Part(TickUnit.DAY, 365));
      case MONTH ->
          parts(TickUnit.WEEK, 4, new Part(TickUnit.DAY, 30), new Part(TickUnit.HOUR, 720));
      case WEEK ->
          parts(TickUnit.DAY, 7, new Part(TickUnit.HOUR, 168), new Part(TickUnit.MINUTE, 10_080));
      case DAY ->
          parts(
              TickUnit.HOUR,
              24,
              new Part(TickUnit.MINUTE, 1440),
              new Part(TickUnit.SECOND, 86_400));
      case HOUR -> parts(TickUnit.MINUTE, 60, new Part(TickUnit.SECOND, 3600));
      case MINUTE -> parts(TickUnit.SECOND, 60, new Part(TickUnit.MILLISECOND, 60_000));
      case SECOND, MILLISECOND, MICROSECOND, NANOSECOND, PICOSECOND ->
          parts(smaller(unit), 1000, new Part(smaller(smaller(unit)), 1_000_000));
      case FEMTOSECOND -> parts(TickUnit.ATTOSECOND, 1000);
      case ATTOSECOND, GENERIC -> new Part[0];
    };
  }

  private static Part[] parts(TickUnit unit, int count, Part... more) {
    Part[] parts = new Part[more.length + 1];
    parts[0] = new Part(unit, count);
    System.arraycopy(more, 0, parts, 1, more.length);
    return parts;
  }

  /** A thousandth of a second or of one of its parts. */
  private static TickUnit smaller(TickUnit unit) {
    return switch (unit) {
      case SECOND -> TickUnit.MILLISECOND;
      case MILLISECOND -> TickUnit.MICROSECOND;
      case MICROSECOND -> TickUnit.NANOSECOND;
      case NANOSECOND -> TickUnit.PICOSECOND;
      case PICOSECOND -> TickUnit.FEMTOSECOND;
      case FEMTOSECOND -> TickUnit.ATTOSECOND;
      default -> throw new IllegalArgumentException(unit + " has no thousandth");
    };
  }

  private static DTypeRefusal notUnderstood(String text) {
    return DTypeRefusal.in(
        text,
        "not a time; write a count and one of Y M W D h m s ms us ns ps fs as, as in M8[ns] or"
            + " m8[25s]");
  }
}
