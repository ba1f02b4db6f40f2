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

/** The element that stands for null: NaT for times, for all else what the user says. */
public final class NullElement {
  private NullElement() {}

  /**
   * Makes the element.
   *
   * @param text the user's; null if there is none
   * @return null if nothing stands for null
   * @throws IllegalArgumentException if the dtype can't hold it
   */
  public static byte[] of(DType dtype, String text) {
    if (dtype instanceof TimeDType time) {
      byte[] element = new byte[Long.BYTES];
      new ElementBytes(time.endian()).putLong(element, 0, TimeDType.NAT);
      return element;
    } else if (dtype instanceof StructuredDType structured) {
      return struct(structured, text);
    } else if (dtype instanceof SubArrayDType array) {
      return repeated(of(array.base(), text), array.itemsize());
    }
    try {
      return text == null ? null : scalar(dtype, text);
    } catch (NumberFormatException e) {
      throw EncodeErrors.nullValueIsNoNumber(dtype, e);
    } catch (UnfitValueException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** Every field has to have one. */
  private static byte[] struct(StructuredDType dtype, String text) {
    byte[] element = new byte[dtype.itemsize()];
    for (DTypeField field : dtype.fields()) {
      byte[] part = of(field.dtype(), text);
      if (part == null) {
        return null;
      }
      System.arraycopy(part, 0, element, field.offset(), part.length);
    }
    return element;
  }

  private static byte[] repeated(byte[] element, int bytes) {
    if (element == null) {
      return null;
    }
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
      throw new IllegalStateException("no null for " + dtype);
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
