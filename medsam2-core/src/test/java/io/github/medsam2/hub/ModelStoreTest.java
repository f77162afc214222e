// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.checkpoint.Safetensors;
import io.github.medsam2.error.CheckpointException;
import io.github.medsam2.error.FormatException;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.testing.NanoModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelStoreTest {
  @TempDir Path folder;

  private ModelStore store() {
    return ModelStore.in(folder.resolve("models"));
  }

  @Test
  void whatIsAddedIsFoundByItsName() throws IOException {
    Path pt = NanoModel.write(folder);
    Path safetensors = folder.resolve("nano.safetensors");
    Safetensors.write(safetensors, NanoModel.tensors(), Map.of());
    assertThat(store().list()).isEmpty();
    store().add("nano-pt", pt, Terms.OURS);
    store().add("nano.st", safetensors, "none", "made here", "tests");

    assertThat(store().list())
        .extracting(m -> m.card().name())
        .containsExactly("nano-pt", "nano.st");
    StoredModel found = store().get("nano.st").verified();
    assertThat(found.weights())
        .hasSameBinaryContentAs(safetensors)
        .hasFileName("weights.safetensors");
    assertThat(found.card().licence()).isEqualTo("none");
    assertThat(store().get("nano-pt").card().licence()).isEqualTo("Apache-2.0");
    try (Checkpoint opened = Checkpoint.open(store().get("nano-pt").weights())) {
      assertThat(opened.keys()).isEqualTo(NanoModel.tensors().keySet());
    }
    assertThat(store().add("nano-pt", pt, Terms.OURS)).isEqualTo(store().get("nano-pt"));
    assertThatThrownBy(() -> store().add("nano-pt", safetensors, Terms.OURS))
        .isInstanceOf(MedSam2Exception.class)
        .hasMessageContaining("which other weights have");

    store().remove("nano-pt");
    assertThatThrownBy(() -> store().get("nano-pt"))
        .isInstanceOf(MedSam2Exception.class)
        .hasMessageContaining("one of [nano.st]");
    try (Stream<Path> left = Files.list(folder.resolve("models"))) {
      assertThat(left).extracting(p -> p.getFileName().toString()).containsExactly("nano.st");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", "../x", "A", "a/b", "a b", "-x", "a\\b", "\u00e9"})
  void aNameThatIsNoNameIsRefused(String name) {
    assertThatThrownBy(() -> store().get(name)).isInstanceOf(MedSam2Exception.class);
    Path pt = NanoModel.write(folder);
    assertThatThrownBy(() -> store().add(name, pt, Terms.OURS))
        .isInstanceOf(MedSam2Exception.class);
    assertThat(folder.resolve("models")).doesNotExist();
  }

  @Test
  void whatIsNoModelLeavesNothingBehind() throws IOException {
    Path text = Files.writeString(folder.resolve("a.pt"), "not weights at all");
    assertThatThrownBy(() -> store().add("a", text, Terms.SAM_2))
        .isInstanceOf(CheckpointException.class);
    assertThat(folder.resolve("models")).doesNotExist();
  }

  @Test
  void changesAreNoticed() throws IOException {
    Path weights = store().add("nano", NanoModel.write(folder), Terms.OURS).weights();
    byte[] bytes = Files.readAllBytes(weights);
    bytes[bytes.length / 2] ^= 1;
    Files.write(weights, bytes);
    StoredModel sameLength = store().get("nano");
    assertThatThrownBy(sameLength::verified)
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("other bytes of that length");
    Files.write(weights, new byte[9]);
    assertThatThrownBy(() -> store().get("nano"))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("found 9 bytes");
    Path card = weights.resolveSibling("card.json");
    Files.writeString(card, Files.readString(card).replace("weights.pt", "../../weights.pt"));
    assertThatThrownBy(() -> store().get("nano")).isInstanceOf(FormatException.class);
  }

  @Test
  void aFileTellsWhatItIs() {
    WeightsInfo info = WeightsInfo.of(NanoModel.write(folder));
    assertThat(info.parameters())
        .isEqualTo(NanoModel.tensors().values().stream().mapToLong(t -> t.shape().count()).sum());
    assertThat(info.words()).isFalse();
    assertThat(info.terms()).contains(Terms.SAM_2).doesNotContain(Terms.SAM_3);
    assertThat(info.describe()).contains(info.network()).contains("Apache-2.0");
    Map<String, HostTensor> missing = NanoModel.tensors();
    missing.remove("no_mem_embed");
    Path file = folder.resolve("missing.safetensors");
    Safetensors.write(file, missing, Map.of());
    assertThatThrownBy(() -> WeightsInfo.of(file)).hasMessageContaining("no_mem_embed");
  }
}
