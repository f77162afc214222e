// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.error.FormatException;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.image.Geometry;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.image.PixelType;
import io.github.medsam2.image.Volume;
import io.github.medsam2.io.LabelPng;
import io.github.medsam2.io.Volumes;
import io.github.medsam2.prompt.coronary.CoronaryPrompt;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleFolderTest {
  private static final Mask BAR = Mask.ofPolygon(8, 6, 2, 1, 6, 1, 6, 4, 2, 4);

  @TempDir Path folder;

  private static Image image(int grey) {
    byte[] pixels = new byte[48];
    pixels[7] = (byte) grey;
    return Image.gray8(8, 6, pixels);
  }

  private SampleSet read() {
    return SampleFolder.read(folder, CoronaryPrompt::parse);
  }

  private SampleSet read(String line) throws IOException {
    Files.writeString(folder.resolve(SampleFolder.NAME), line + "\n");
    return read();
  }

  @Test
  void whatIsWrittenIsRead() {
    SampleObject seen =
        SampleObject.of(List.of(Mask.empty(8, 6), BAR))
            .described(CoronaryPrompt.parse("CASS 13, RAO 30 CRANIAL 20"))
            .withStenosis(45.5);
    List<Sample> samples =
        List.of(
            new Sample("clip", "p1", List.of(image(3), image(200)), List.of(seen)),
            Sample.of(
                "still", "p2", image(9), List.of(SampleObject.of(BAR), SampleObject.of(BAR))));
    SampleFolder.write(folder, SampleSet.of(samples));
    SampleSet set = read();
    assertThat(set.size()).isEqualTo(2);
    for (int i = 0; i < 2; i++) {
      Sample expected = samples.get(i);
      Sample found = set.get(i);
      assertThat(set.id(i)).isEqualTo(expected.id());
      assertThat(set.group(i)).isEqualTo(expected.group());
      assertThat(found.objects()).isEqualTo(expected.objects());
      assertThat(found.frames().stream().map(Image::pixels).toList())
          .isEqualTo(expected.frames().stream().map(Image::pixels).toList());
    }
  }

  @Test
  void volumesAndLabelsAreRead() throws IOException {
    byte[] labels = new byte[96];
    labels[50] = 2;
    Geometry geometry = Geometry.ofSpacing(1, 1, 1);
    Volume volume = Volume.of(8, 6, 2, PixelType.UINT8, ByteBuffer.wrap(new byte[96]), geometry);
    Volumes.write(folder.resolve("ct.nii.gz"), volume);
    Volumes.write(
        folder.resolve("seg.nii.gz"),
        Volume.of(8, 6, 2, PixelType.UINT8, ByteBuffer.wrap(labels), geometry));
    Sample clip =
        read("""
        {"id":"a","group":"b","volume":"ct.nii.gz","objects":[{"labels":["seg.nii.gz"],"label":2}]}
        """)
            .get(0);
    assertThat(clip.frames()).hasSize(2);
    assertThat(clip.objects().get(0).masks().get(0).isEmpty()).isTrue();
    assertThat(clip.objects().get(0).masks().get(1).contains(2, 0)).isTrue();
    LabelPng.write(
        folder.resolve("l.png"), LabelPng.merge(new TreeMap<>(java.util.Map.of(3, BAR))));
    io.github.medsam2.io.ImageFile.writePng(folder.resolve("i.png"), image(1));
    Sample still =
        read("""
        {"id":"a","group":"b","frames":["i.png"],"objects":[{"labels":["l.png"],"label":3}]}
        """)
            .get(0);
    assertThat(still.objects().get(0).mask()).isEqualTo(BAR);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "[]",
        "{}",
        "{\"id\":\"a\"}",
        "{\"id\":\"a\",\"group\":\"b\",\"frames\":[\"i.png\"],\"objects\":[]}",
        "{\"id\":\"a\",\"group\":\"b\",\"frames\":[\"../i.png\"],\"objects\":[{\"masks\":[\"\"]}]}",
        "{\"id\":\"a\",\"group\":\"b\",\"frames\":[\"i.png\"],\"objects\":[{\"masks\":[\"\"],\"texts\":1}]}",
        "{\"id\":\"a\",\"group\":\"b\",\"frames\":[\"i.png\"],\"objects\":[{\"masks\":[\"\"],\"text\":\"blue\"}]}",
        "{\"id\":\"a\",\"group\":\"b\",\"frames\":[\"i.png\"],\"more\":1,\"objects\":[{\"masks\":[\"\"]}]}"
      })
  void linesOfAnotherFormAreRefused(String line) {
    assertThatThrownBy(() -> read(line))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("line 1");
  }

  @Test
  void missingFilesAreRefusedWhenTheyAreAskedFor() throws IOException {
    assertThatThrownBy(this::read).isInstanceOf(MedSam2Exception.class);
    SampleSet set =
        read(
            "{\"id\":\"a\",\"group\":\"b\",\"frames\":[\"i.png\"],\"objects\":[{\"masks\":[\"\"]}]}");
    assertThatThrownBy(() -> set.get(0)).isInstanceOf(MedSam2Exception.class);
  }
}
