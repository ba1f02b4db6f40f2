package io.memmap.spark.internal.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;

class RowIndexVectorTest {
  private final RowIndexVector vector = new RowIndexVector(0, 1);

  @Test
  void indicesBeginWithTheBatch() {
    assertThat(vector.dataType()).isEqualTo(DataTypes.LongType);
    assertThat(vector.getLong(5)).isEqualTo(5);
    vector.moveTo(1_000);
    assertThat(vector.getLong(0)).isEqualTo(1_000);
    assertThat(vector.getLongs(7, 3)).containsExactly(1_007, 1_008, 1_009);
    assertThat(vector.at(50).getLong(1)).isEqualTo(51);
  }

  @Test
  void indicesExceed32Bits() {
    vector.moveTo(1L << 40);
    assertThat(vector.getLong(Integer.MAX_VALUE)).isEqualTo((1L << 40) + Integer.MAX_VALUE);
  }

  @Test
  void indicesAreBigintsOnly() {
    assertThatThrownBy(() -> vector.getInt(0)).hasMessage("RowIndexVector of bigint has no int");
  }
}
