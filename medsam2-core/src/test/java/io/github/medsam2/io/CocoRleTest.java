// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.error.FormatException;
import io.github.medsam2.image.Mask;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Expected values were made with COCO's maskApi.c. */
class CocoRleTest {
  private static final String ELLIPSE =
      "mU19^2KcM6X24hMFT23lM8Q21oMIm10SN70Bk1OUN?0Li1NWN60Eg1MYN>0Oe1L[N50Hc1K]N=000Aa1"
          + ";_N40K_1IaN<000D]19cN30N\\1FdN<000F[17eN300Z1DfN<000HY15gN3000AW14iN;000KV12jN300"
          + "0CV11jN<000LU11kN3000ET1OlN<000NS1OmN3000GR1MnN<0000Q1MoN3000IP1KPO<00000AP1;PO4"
          + "000JP1IPO=00000Bo0:QO4000Ln0GRO=00000Dn07RO5000Mn0ERO>00000Em06SO5000Ol0CTO>0000"
          + "0Gl03TO60000l0ATO?00000Hl01TO70000l0ATO?00000Jj0OVO700000Bk0>UO0000Kj0MVO800000C"
          + "j0=VO0000Lj0KVO900000Dj0;VO1000Mj0IVO:00000Ej09VO2000Nj0GVO;00000Fj07VO3000Oj0EV"
          + "O<00000Gj05VO40000j0CVO=00000Hj03VO50000k0BUO>00000Ij01VO600000Aj00VO?00000Jj0OV"
          + "O700000Bk0>UO0000Jl0MTO900000Bl0=TO1000Kl0KTO:00000Cl0;TO2000Lm0HSO<00000Cn09RO4"
          + "000Ln0GRO=00000Dn07RO5000Mo0DQO?00000DP15PO7000MQ13oN0000EP13PO8000NQ11oN1000ER1"
          + "1nN:000NS1OmN3000ET1OlN<000NU1MkN5000EV1MjN>000NV1LjN6000FX1:hN00NY1IgN9000EZ1:f"
          + "N10N[1GeN;000E\\18dN30N]1EcN=000E_15aN60Mb13^N00Dc13]N90Le12[N20Cg11YN<0Ki10WN50B"
          + "k1OUN?0Jm1NSN80AP2=PNJT2KlM<X2JhML]24dl1";

  private interface Inside {
    boolean test(int x, int y);
  }

  private static Mask mask(int width, int height, Inside inside) {
    byte[] pixels = new byte[width * height];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (inside.test(i % width, i / width) ? 1 : 0);
    }
    return Mask.of(width, height, pixels);
  }

  private static void assertEncodes(Mask mask, int area, String text) {
    CocoRle rle = CocoRle.of(mask);
    assertThat(rle.area()).isEqualTo(area);
    assertThat(rle.compressed()).isEqualTo(text);
    CocoRle back = CocoRle.ofCompressed(mask.width(), mask.height(), text);
    assertThat(back).isEqualTo(rle).hasSameHashCodeAs(rle);
    assertThat(back.toMask().pixels()).isEqualTo(mask.pixels());
  }

  @Test
  void agreesWithCoco() {
    assertEncodes(
        mask(9, 7, (x, y) -> (3 * x + 5 * y) % 4 < 2), 32, "02200000000000000000000000000000O");
    assertEncodes(mask(9, 7, (x, y) -> true), 63, "0o1");
    assertEncodes(mask(9, 7, (x, y) -> false), 0, "o1");
    assertEncodes(
        mask(400, 300, (x, y) -> x >= 350 && x < 352 && y >= 10 && y < 290), 560, "baV3h8d00fQ>");
    assertEncodes(
        mask(
            130,
            90,
            (x, y) ->
                4 * (x - 60) * (x - 60) + 9 * (y - 47) * (y - 47) < 9000 && (x + 2 * y) % 17 != 0),
        4425,
        ELLIPSE);
  }

  @Test
  void countsRunsDownTheColumns() {
    CocoRle bar = CocoRle.of(mask(400, 300, (x, y) -> x >= 350 && x < 352 && y >= 10 && y < 290));
    assertThat(bar.counts()).containsExactly(105010, 280, 20, 280, 14410);
    bar.counts()[0] = 7;
    assertThat(bar.counts()[0]).isEqualTo(105010);
    assertThat(CocoRle.ofCounts(400, 300, 105010, 280, 20, 280, 14410)).isEqualTo(bar);
  }

  @Test
  void readsRunsOfLengthZero() {
    Mask mask = CocoRle.ofCounts(2, 2, 0, 1, 0, 1, 2).toMask();
    assertThat(mask.contains(0, 0)).isTrue();
    assertThat(mask.contains(0, 1)).isTrue();
    assertThat(mask.area()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "o", "0o", "0o2", "o1 ", "/", "oooooooooooo1", "0O\u00e9", "0o1O"})
  void refusesDamagedText(String text) {
    assertThatThrownBy(() -> CocoRle.ofCompressed(9, 7, text)).isInstanceOf(FormatException.class);
  }

  @Test
  void refusesLengthsThatDoNotFit() {
    assertThatThrownBy(() -> CocoRle.ofCounts(9, 7, 62)).isInstanceOf(FormatException.class);
    assertThatThrownBy(() -> CocoRle.ofCounts(9, 7, 64, -1)).isInstanceOf(FormatException.class);
    assertThatThrownBy(() -> CocoRle.ofCounts(0, 7)).isInstanceOf(FormatException.class);
    assertThatThrownBy(() -> CocoRle.ofCounts(1 << 20, 1 << 20, 1))
        .isInstanceOf(FormatException.class);
  }

  @Property(tries = 200)
  void comesBack(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 40) int width,
      @ForAll @IntRange(min = 1, max = 40) int height,
      @ForAll @IntRange(min = 1, max = 60) int step) {
    Random random = new Random(seed);
    boolean[] runs = new boolean[width * height];
    for (int i = 0; i < runs.length; i++) {
      runs[i] = (i > 0 && random.nextInt(step) != 0) ? runs[i - 1] : random.nextBoolean();
    }
    Mask mask = mask(width, height, (x, y) -> runs[x * height + y]);
    CocoRle rle = CocoRle.of(mask);
    assertThat(Arrays.stream(rle.counts()).sum()).isEqualTo(width * height);
    assertThat(rle.area()).isEqualTo(mask.area());
    assertThat(CocoRle.ofCompressed(width, height, rle.compressed())).isEqualTo(rle);
    assertThat(rle.toMask().pixels()).isEqualTo(mask.pixels());
  }

  @Test
  void survivesDamagedText() throws Exception {
    Mutants.survive(
        "run lengths",
        ELLIPSE.getBytes(StandardCharsets.ISO_8859_1),
        mutant ->
            CocoRle.ofCompressed(130, 90, new String(mutant, StandardCharsets.ISO_8859_1))
                .toMask());
  }
}
