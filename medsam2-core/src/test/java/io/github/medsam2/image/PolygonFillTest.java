// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.error.InvalidInputException;
import java.awt.geom.Path2D;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PolygonFillTest {

  @Test
  void aRectangleCoversThePixelsWhoseCentresItHolds() {
    Mask mask = Mask.ofPolygon(6, 5, 1, 1, 4, 1, 4, 3, 1, 3);
    assertThat(mask.area()).isEqualTo(6);
    assertThat(mask.bounds().orElseThrow()).isEqualTo(new Bounds(1, 1, 3, 2));
    assertThat(Mask.ofPolygon(6, 5, 1.6, 1, 3.4, 1, 3.4, 3, 1.6, 3).area()).isEqualTo(2);
    assertThat(Mask.ofPolygon(6, 5, -9, -9, 99, -9, 99, 99, -9, 99).area()).isEqualTo(30);
    assertThat(Mask.ofPolygon(6, 5, 10, 10, 20, 10, 20, 20).isEmpty()).isTrue();
  }

  @Test
  void brokenPolygonsAreRefused() {
    assertThatThrownBy(() -> Mask.ofPolygon(4, 4, 1, 2, 3, 4))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> Mask.ofPolygon(4, 4, 1, 2, 3, 4, 5))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> Mask.ofPolygon(4, 4, 1, 2, 3, 4, Double.NaN, 1))
        .isInstanceOf(InvalidInputException.class);
  }

  /** Any polygon, crossing itself or not: what a drawing library holds to be inside. */
  @Property(tries = 200)
  void pixelsAreInsideWhenTheirCentresAre(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] xy = random.doubles(2L * (3 + random.nextInt(6)), -3, 15).toArray();
    Path2D path = new Path2D.Double(Path2D.WIND_EVEN_ODD);
    for (int i = 0; i < xy.length; i += 2) {
      if (i == 0) {
        path.moveTo(xy[0], xy[1]);
      } else {
        path.lineTo(xy[i], xy[i + 1]);
      }
    }
    path.closePath();
    Mask mask = Mask.ofPolygon(12, 11, xy);
    for (int y = 0; y < 11; y++) {
      for (int x = 0; x < 12; x++) {
        assertThat(mask.contains(x, y)).isEqualTo(path.contains(x + 0.5, y + 0.5));
      }
    }
  }
}
