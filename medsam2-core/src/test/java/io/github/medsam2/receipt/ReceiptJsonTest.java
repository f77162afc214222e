// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.error.FormatException;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.image.MaskCleanup;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.PointPrompt;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.prompt.coronary.CoronaryPrompt;
import io.github.medsam2.receipt.ReceiptStep.Answer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceiptJsonTest {
  private static final String HASH = "0123456789abcdef".repeat(4);

  @TempDir Path folder;

  private static Receipt receipt() {
    Image image = Image.gray8(6, 4, new byte[24]);
    Prompts prompts =
        Prompts.of(new BoxPrompt(1, 1.5, 5, 4), PointPrompt.negative(0.25, 3))
            .saying(CoronaryPrompt.parse("CASS 13, LAD, RAO 30 CRA 25"));
    ReceiptStep first =
        new ReceiptStep(Optional.of(prompts), Answer.SECOND_READING, List.of(MaskCleanup.holes(3)));
    ReceiptStep second = new ReceiptStep(Optional.empty(), Answer.SINGLE, List.of());
    return new Receipt(
        new ModelIdentity(
            "sam2.1-tiny", HASH, 512, "usual", List.of(new AdapterIdentity("ours", 0.5, HASH))),
        new Environment("0.1.0", "onnx 1.28.0", "cpu", 2, "17.0.9", "Linux amd64"),
        InputIdentity.of(image, "standard", "onnx"),
        List.of(first, second),
        Mask.ofPolygon(6, 4, 1, 1, 4, 1, 4, 3),
        0.87f,
        -3.25f);
  }

  @Test
  void whatIsReadIsWhatWasWritten() {
    assertThat(Receipt.ofJson(receipt().toJson())).isEqualTo(receipt());
    Path file = folder.resolve("r.json");
    receipt().write(file);
    assertThat(Receipt.read(file)).isEqualTo(receipt());
  }

  @ParameterizedTest
  @CsvSource({
    "'\"format\": \"medsam2-receipt\"', '\"format\": \"other\"', format and version",
    "'\"version\": 1', '\"version\": 2', format and version",
    "'\"width\": 6', '\"width\": 7', mask of a receipt",
    "'\"weights\": \"0123', '\"weights\": \"01', 64 hexadecimal digits",
    "'\"answer\": \"SINGLE\"', '\"answer\": \"WORST\"', answer",
    "'\"iou\": 0.87', '\"iou\": 1e999', iou",
    "'\"iou\": 0.87,', '', iou",
    "'\"iou\"', '\"more\": 1, \"iou\"', only the fields",
    "'\"threads\": 2', '\"threads\": 2.5', threads",
    "'\"maxHoleArea\": 3', '\"maxHoleArea\": -3', mask cleanup",
  })
  void aFaultIsToldByItsField(String good, String bad, String told) {
    String text = receipt().toJson();
    assertThat(text).contains(good);
    assertThatThrownBy(() -> Receipt.ofJson(text.replace(good, bad)))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(told);
  }

  @Test
  void whatIsNoReceiptIsRefused() throws Exception {
    for (String text : new String[] {"", "[]", "{}", "nul", "{\"format\":", "[".repeat(100_000)}) {
      assertThatThrownBy(() -> Receipt.ofJson(text)).isInstanceOf(FormatException.class);
    }
    Path file = folder.resolve("latin.json");
    Files.write(file, receipt().toJson().replace("ours", "\u00fc").getBytes("ISO-8859-1"));
    assertThatThrownBy(() -> Receipt.read(file)).isInstanceOf(FormatException.class);
    assertThatThrownBy(() -> Receipt.read(folder.resolve("none")))
        .isInstanceOf(MedSam2Exception.class)
        .hasMessageContaining("NoSuchFileException")
        .hasMessageNotContaining(folder.toString());
  }

  /** Flipped and cut: refused, or read as some receipt. */
  @Test
  void damageEndsInAReceiptOrARefusal() {
    byte[] good = receipt().toJson().getBytes(StandardCharsets.UTF_8);
    Random random = new Random(3);
    int refused = 0;
    for (int i = 0; i < 2000; i++) {
      byte[] bytes = good.clone();
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(7));
      int length = i % 5 == 0 ? random.nextInt(bytes.length) : bytes.length;
      try {
        Receipt.ofJson(new String(bytes, 0, length, StandardCharsets.UTF_8));
      } catch (MedSam2Exception e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(1000);
  }
}
