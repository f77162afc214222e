// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.ModelOptions;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Window;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.PointPrompt;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {
  private static SegmentRequest request(String line) {
    return SegmentRequest.of(Arguments.parse(SegmentCommand.OPTIONS, line.split(" ")));
  }

  @Test
  void everyOptionArrives() {
    SegmentRequest r =
        request(
            "--checkpoint w.pt --image i.png --crop 1,2,30,40 --box 1,2.5,3,4 --point 5,6"
                + " --not -7,8 --point 9,1e1 --mask m.png --text CASS13 --image-size 256"
                + " --window 40,400 --engine torch --threads 2 --single --readings --out o");

    assertThat(r.checkpoint()).contains(Path.of("w.pt"));
    assertThat(request("--image i --point 1,2").checkpoint()).isEmpty();
    assertThat(r.image()).isEqualTo(Path.of("i.png"));
    assertThat(r.crop()).contains(new Region(1, 2, 30, 40));
    assertThat(r.box()).contains(new BoxPrompt(1, 2.5, 3, 4));
    assertThat(r.points())
        .containsExactly(
            PointPrompt.positive(5, 6), PointPrompt.positive(9, 10), PointPrompt.negative(-7, 8));
    assertThat(r.mask()).contains(Path.of("m.png"));
    assertThat(r.text().orElseThrow().render()).isEqualTo("CASS 13");
    assertThat(r.options())
        .isEqualTo(
            ModelOptions.defaults()
                .engine("torch")
                .threads(2)
                .imageSize(256)
                .intensity(new Window(40, 400)));
    assertThat(r.single()).isTrue();
    assertThat(r.readings()).isTrue();
    assertThat(r.out()).isEqualTo(Path.of("o"));
  }

  @Test
  void whatIsNotGivenIsLeftToTheModel() {
    SegmentRequest r = request("--checkpoint w.pt --image i.png --point 5,6");

    assertThat(r.options()).isEqualTo(ModelOptions.defaults());
    assertThat(r.crop()).isEmpty();
    assertThat(r.single()).isFalse();
    assertThat(r.readings()).isFalse();
    assertThat(r.out()).isEqualTo(Path.of("target/segment"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --bax 1,2,3,4                      | --bax
          --cine c.dcm                       | --cine
          box.png                            | box.png
          --box                              | nothing
          --box --point                      | the next option, --point
          --box 1,2,3                        | 1,2,3
          --box 1,2,3,4,5                    | 1,2,3,4,5
          --box 1,2,3,x                      | x
          --point 1,                         | found ;
          --crop 1,2,3,4.5                   | 4.5
          --threads two                      | two
          --image-size 1,2                   | 1,2
          --box 1,2,3,4 --box 1,2,3,4        | it twice
          --single --single                  | it twice
          """)
  void aWrongOptionIsNamed(String line, String found) {
    assertThatThrownBy(() -> request("--checkpoint c --image i --point 1,2 " + line))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(found)
        .hasMessageContaining("--help");
  }

  @Test
  void anUnknownOptionIsAnsweredWithAllThereAre() {
    assertThatThrownBy(() -> Arguments.parse(SegmentCommand.OPTIONS, "--nope"))
        .hasMessageContainingAll(
            SegmentCommand.OPTIONS.stream().map(Option::toString).toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource({
    "--checkpoint c --point 1;2, --image FILE",
    "--checkpoint c --image i, --point",
    "--checkpoint c --image i --not 1;2, --point",
  })
  void whatIsMissingIsNamed(String line, String missing) {
    assertThatThrownBy(() -> request(line.replace(';', ',')))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(missing);
  }

  @Test
  void valuesNoModelTakesAreRefusedByTheLibrary() {
    assertThatThrownBy(() -> request("--checkpoint c --image i --box 9,9,1,1"))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> request("--checkpoint c --image i --point NaN,1"))
        .isInstanceOf(InvalidInputException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--out o", "--engine onnx --threads 1 --readings --single"})
  void aLineThatNamesNothingToWorkOnMeansTheDemonstration(String line) {
    assertThat(Demonstration.isMeantBy(parse(line))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--checkpoint c", "--image i", "--box 1,2,3,4", "--out o --crop 1,2,3,4"})
  void aLineThatNamesAnythingDoesNot(String line) {
    assertThat(Demonstration.isMeantBy(parse(line))).isFalse();
  }

  private static Arguments parse(String line) {
    return Arguments.parse(
        SegmentCommand.OPTIONS, line.isEmpty() ? new String[0] : line.split(" "));
  }
}
