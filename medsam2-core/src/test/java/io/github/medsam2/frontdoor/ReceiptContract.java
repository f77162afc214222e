// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.frontdoor;

import static io.github.medsam2.frontdoor.ModelUnderTest.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.ImageEmbedding;
import io.github.medsam2.MedSam2;
import io.github.medsam2.Segmentation;
import io.github.medsam2.VideoSession;
import io.github.medsam2.adapter.AdapterPlan;
import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.checkpoint.Safetensors;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.image.MaskCleanup;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.receipt.Receipt;
import io.github.medsam2.receipt.Verification;
import io.github.medsam2.receipt.Verification.Differs;
import io.github.medsam2.receipt.Verification.NotComparable;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.testing.NanoModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mask knows what made it, and can be made again from that. */
public interface ReceiptContract extends ModelUnderTest {

  /** Answers of every kind, each from the last image. */
  private List<Segmentation> answers(ImageEmbedding image) {
    List<Segmentation> all = new ArrayList<>();
    Segmentation point = model().prompt(image).point(40, 30).predict();
    all.add(point);
    all.add(model().prompt(image).box(10, 10, 60, 50).notPoint(12, 12).predictSingle());
    all.addAll(model().prompt(image).point(20, 50).predictReadings());
    all.add(model().prompt(image).point(40, 30).point(50, 30).refine(point).predict());
    Segmentation mended = point.cleaned(MaskCleanup.holes(3)).cleaned(MaskCleanup.largest());
    all.add(mended);
    all.add(model().prompt(image).refine(mended).predict().cleaned(MaskCleanup.islands(2)));
    all.add(model().prompt(image).mask(Mask.ofPolygon(90, 70, 5, 5, 50, 5, 50, 50)).predict());
    all.addAll(model().predict(image, List.of(Prompts.of(new BoxPrompt(3, 3, 40, 40)))));
    return all;
  }

  /** Through JSON and back, every mask is made again to the pixel. */
  @Test
  default void aReceiptMakesItsMaskAgain(@TempDir Path folder) {
    Image image = NanoModel.image(2);
    try (ImageEmbedding embedded = model().embed(image)) {
      for (Segmentation s : answers(embedded)) {
        Receipt receipt = s.receipt();
        assertThat(receipt.mask()).isEqualTo(s.mask());
        Path file = folder.resolve("receipt.json");
        receipt.write(file);
        assertThat(Receipt.read(file)).isEqualTo(receipt);
        assertThat(model().verify(receipt, image)).isEqualTo(new Verification.Same(""));
      }
    }
  }

  /** A mask that somebody changed is told by its pixels. */
  @Test
  default void aChangedMaskDiffers() {
    Image image = NanoModel.image(2);
    try (ImageEmbedding embedded = model().embed(image)) {
      Segmentation s = model().prompt(embedded).box(10, 10, 60, 50).predict();
      Receipt r = s.receipt();
      Mask dot = Mask.ofPolygon(90, 70, 0, 0, 3, 0, 3, 2, 0, 2);
      Mask other = r.mask().union(dot).minus(r.mask().intersection(dot));
      Receipt changed =
          new Receipt(
              r.model(), r.environment(), r.input(), r.steps(), other, r.iou(), r.objectScore());
      assertThat(model().verify(changed, image)).isEqualTo(new Differs(6, 90 * 70, ""));
    }
  }

  /** Another image, rule, base or adapter is another question, and it is said which. */
  @Test
  default void anotherQuestionIsNotCompared(@TempDir Path folder) {
    Image image = NanoModel.image(2);
    Receipt receipt;
    try (ImageEmbedding embedded = model().embed(image)) {
      receipt = model().prompt(embedded).box(10, 10, 60, 50).predict().receipt();
    }
    assertNotComparable(model().verify(receipt, NanoModel.image(3)), "another image of the same");
    assertNotComparable(
        model().verify(receipt, Image.gray8(5, 4, new byte[20])), "another image: 90x70");
    try (Checkpoint base = Checkpoint.open(checkpoint());
        MedSam2 adapted =
            model().with(AdapterPlan.attention(2).begin("a", base, 1).start().forAnyBase())) {
      assertNotComparable(adapted.verify(receipt, image), "other adapters: [] and [1.0 x a ");
      Map<String, HostTensor> tensors = NanoModel.tensors();
      tensors.computeIfPresent(
          "no_mem_embed",
          (key, t) -> {
            float[] values = t.toFloatArray();
            values[0] += 1;
            return HostTensor.of(values, t.shape().dims());
          });
      Path other = folder.resolve("other.safetensors");
      Safetensors.write(other, tensors, Map.of());
      try (MedSam2 model = MedSam2.load(other, options())) {
        assertNotComparable(model.verify(receipt, image), "other weights: ");
      }
    }
  }

  private static void assertNotComparable(Verification found, String because) {
    assertThat(found).isInstanceOf(NotComparable.class);
    assertThat(((NotComparable) found).because()).startsWith(because);
  }

  /** What a receipt cannot tell whole it does not tell by half. */
  @Test
  default void whatIsNotKnownIsRefused() {
    Image image = NanoModel.image(2);
    try (ImageEmbedding one = model().embed(image);
        ImageEmbedding two = model().embed(NanoModel.image(3));
        VideoSession cine = model().session(FrameSource.of(List.of(image)))) {
      Segmentation tracked = cine.object("lesion").on(0).box(10, 10, 60, 50);
      assertRefused(tracked::receipt).hasMessageContaining("SessionJournal.write");
      assertRefused(() -> model().prompt(one).refine(tracked).predict().receipt())
          .hasMessageContaining("of a session");
      Segmentation elsewhere = model().prompt(two).point(4, 5).predict();
      assertRefused(() -> model().prompt(one).refine(elsewhere).predict().receipt())
          .hasMessageContaining("an earlier answer of another");
    }
  }
}
