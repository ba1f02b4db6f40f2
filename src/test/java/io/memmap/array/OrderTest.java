package io.memmap.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderTest {
  @ParameterizedTest
  @ValueSource(strings = {"C", "c", "A", "a", "K", "k", "None"})
  void wordsThatMeanOrderC(String word) {
    assertThat(Order.parse(word)).isEqualTo(Order.C);
  }

  @ParameterizedTest
  @ValueSource(strings = {"F", "f"})
  void wordsThatMeanOrderF(String word) {
    assertThat(Order.parse(word)).isEqualTo(Order.F);
  }

  @ParameterizedTest
  @ValueSource(strings = {"X", "", " C", "C ", "CF", "fortran", "none"})
  void otherWordsAreRefused(String word) {
    assertThatThrownBy(() -> Order.parse(word))
        .isInstanceOf(InvalidArrayException.class)
        .hasMessage("order '" + word + "': must be C (rows one after the other) or F (columns)");
  }

  @Test
  void theLastAxisOfCIsDense() {
    assertThat(Order.C.strides(Shape.of(2, 3, 4), 8)).containsExactly(96, 32, 8);
  }

  @Test
  void theFirstAxisOfFIsDense() {
    assertThat(Order.F.strides(Shape.of(2, 3, 4), 8)).containsExactly(8, 16, 48);
  }

  @ParameterizedTest
  @EnumSource
  void oneAxisAndNoneAreTheSameInBothOrders(Order order) {
    assertThat(order.strides(Shape.of(5), 4)).containsExactly(4);
    assertThat(order.strides(Shape.of(), 4)).isEmpty();
  }
}
