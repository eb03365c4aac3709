package vit2rtl.golden.layernorm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.InputException;

class ResidualToPtfTest {

  @ParameterizedTest
  @CsvSource({"16,0,8,UNSIGNED,128", "16,5,8,UNSIGNED,3", "12,3,8,SIGNED,-7", "10,0,4,UNSIGNED,15", "16,2,5,SIGNED,0"})
  void everyResidualIsRoundedHalfUp(int bits, int shift, int codeBits, CodeFormat.Sign sign, int zeroPoint) {
    int[] alpha = {0, 3, 7, 1};
    CodeFormat format = new CodeFormat(codeBits, sign);
    ResidualToPtf stage = new ResidualToPtf(new ResidualToPtfParams(bits, shift, alpha, zeroPoint, format));
    int limit = 1 << (bits - 1);
    for (int r = -limit; r < limit; r++) {
      int[] expected = new int[alpha.length];
      for (int c = 0; c < alpha.length; c++) {
        double code = Math.floor(r / Math.pow(2, shift + alpha[c]) + 0.5) + zeroPoint;
        expected[c] = (int) Math.max(format.min(), Math.min(format.max(), code));
      }
      assertArrayEquals(expected, stage.apply(new int[] {r, r, r, r}), "r = " + r);
    }
  }

  @Test
  void refusesWhatDoesNotFit() {
    ResidualToPtf stage =
        new ResidualToPtf(new ResidualToPtfParams(16, 2, new int[] {0, 1}, 0, CodeFormat.UINT8));
    assertThrows(InputException.class, () -> stage.apply(new int[3]));
    InputException error = assertThrows(InputException.class, () -> stage.apply(new int[] {0, 0, 0, 32768}));
    assertEquals("residual to PTF codes: residual 32768 at row 1, channel 1 is outside -32768 to 32767",
        error.getMessage());
    assertThrows(InputException.class,
        () -> new ResidualToPtfParams(16, 17, new int[] {0}, 0, CodeFormat.UINT8));
    assertThrows(InputException.class,
        () -> new ResidualToPtfParams(16, 2, new int[] {8}, 0, CodeFormat.UINT8));
  }
}
