package io.memmap.spark.internal.write.encode;

import io.memmap.array.BytesDType;
import io.memmap.array.ComplexDType;
import io.memmap.array.DType;
import io.memmap.array.DTypeField;
import io.memmap.array.ScalarDType;
import io.memmap.array.StructuredDType;
import io.memmap.array.SubArrayDType;
import io.memmap.array.TimeDType;
import io.memmap.array.UnicodeDType;
import io.memmap.array.VoidDType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Makes the element that is stored for null: NaT for times, else the value of a text. */
public final class NullElement {
  private NullElement() {}

  /**
   * The bytes of one element; empty if nulls are refused.
   *
   * @param text the value of option {@code nullValue}
   * @throws IllegalArgumentException if the dtype can't hold it
   */
  public static Optional<byte[]> of(DType dtype, Optional<String> text) {
    if (dtype instanceof TimeDType time) {
      byte[] element = new byte[Long.BYTES];
      new ElementBytes(time.endian()).putLong(element, 0, TimeDType.NAT);
      return Optional.of(element);
    } else if (dtype instanceof StructuredDType structured) {
      return struct(structured, text);
    } else if (dtype instanceof SubArrayDType array) {
      return of(array.base(), text).map(element -> repeated(element, array.itemsize()));
    }
    try {
      return text.map(value -> scalar(dtype, value));
    } catch (NumberFormatException e) {
      throw EncodeErrors.nullValueIsNoNumber(dtype, e);
    } catch (UnfitValueException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** A struct of such elements; empty if it is for any field. */
  private static Optional<byte[]> struct(StructuredDType dtype, Optional<String> text) {
    byte[] element = new byte[dtype.itemsize()];
    for (DTypeField field : dtype.fields()) {
      Optional<byte[]> part = of(field.dtype(), text);
      if (part.isEmpty()) {
        return part;
      }
      System.arraycopy(part.get(), 0, element, field.offset(), part.get().length);
    }
    return Optional.of(element);
  }

  private static byte[] repeated(byte[] element, int bytes) {
    byte[] all = new byte[bytes];
    for (int at = 0; at < bytes; at += element.length) {
      System.arraycopy(element, 0, all, at, element.length);
    }
    return all;
  }

  private static byte[] scalar(DType dtype, String text) {
    byte[] element = new byte[dtype.itemsize()];
    if (dtype instanceof ScalarDType number) {
      number(number, text.strip(), element);
    } else if (dtype instanceof ComplexDType complex) {
      number(complex.partDType(), text.strip(), element);
    } else if (dtype instanceof UnicodeDType unicode) {
      new UnicodeEncoder(unicode, false).store(text, element, 0);
    } else if (dtype instanceof BytesDType || dtype instanceof VoidDType) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      new BytesEncoder(dtype, false, true).store(bytes, element, 0);
    } else {
      throw new IllegalStateException("not a dtype of single values: " + dtype);
    }
    return element;
  }

  private static void number(ScalarDType dtype, String text, byte[] element) {
    NumberEncoder encoder = new NumberEncoder(dtype.kind(), new ElementBytes(dtype.endian()), true);
    switch (text.toLowerCase(Locale.ROOT)) {
      case "nan" -> encoder.encode(Double.NaN, element, 0);
      case "inf", "infinity" -> encoder.encode(Double.POSITIVE_INFINITY, element, 0);
      case "-inf", "-infinity" -> encoder.encode(Double.NEGATIVE_INFINITY, element, 0);
      case "true" -> encoder.encode(1L, element, 0);
      case "false" -> encoder.encode(0L, element, 0);
      default -> encoder.encode(new BigDecimal(text), element, 0);
    }
  }
}
