// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.image.Geometry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelFileTest {
  private static final Slicing SIZE = new Slicing(3, 2, 2, Slicing.Z);
  private static final String HEADER =
      "NRRD0004\n"
          + "# of 3D Slicer\n"
          + "type: unsigned char\n"
          + "dimension: 4\n"
          + "sizes: 2 3 2 2\n"
          + "kinds: list domain domain domain\n"
          + "encoding: gzip\n"
          + "space: left-posterior-superior\n"
          + "Segment0_ID:=a\n"
          + "Segment0_Name:=vessel: main\n"
          + "Segment0_LabelValue:=1\n"
          + "Segment0_Layer:=0\n"
          + "Segment1_ID:=b\n"
          + "Segment1_Name:=lesion\n"
          + "Segment1_LabelValue:=2\n"
          + "Segment1_Layer:=1\n\n";

  @TempDir private Path folder;

  /** Twelve voxels of two layers: everything is vessel, and the first voxel of slice 1 lesion. */
  private static byte[] overlapping() throws IOException {
    byte[] samples = new byte[24];
    for (int i = 0; i < 12; i++) {
      samples[2 * i] = 1;
    }
    samples[2 * 6 + 1] = 2;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(HEADER.getBytes(StandardCharsets.UTF_8));
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(samples);
    }
    return out.toByteArray();
  }

  private List<LabelFile.Named> read(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("label.seg.nrrd"), bytes);
    return LabelFile.read(file, SIZE, List.of(), 1 << 20);
  }

  @Test
  void segmentsThatOverlapAreToldApart() throws IOException {
    List<LabelFile.Named> found = read(overlapping());
    assertThat(found.stream().map(LabelFile.Named::name)).containsExactly("vessel: main", "lesion");
    assertThat(found.get(0).slices().at(0).area()).isEqualTo(6);
    assertThat(found.get(1).slices().at(0).isEmpty()).isTrue();
    assertThat(found.get(1).slices().at(1).contains(0, 0)).isTrue();
    assertThat(found.get(1).slices().at(1).area()).isEqualTo(1);
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    byte[] inside = {0, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0};
    Path file = folder.resolve("own.seg.nrrd");
    try (OutputStream out = Files.newOutputStream(file)) {
      SegNrrd.write(out, "two\nlines", inside, SIZE, Geometry.ofSpacing(1, 1, 2));
    }
    LabelFile.Named found = LabelFile.read(file, SIZE, List.of(), 1 << 20).get(0);
    assertThat(found.name()).isEqualTo("two lines");
    assertThat(found.slices().at(0).contains(1, 0)).isTrue();
    assertThat(found.slices().at(0).area() + found.slices().at(1).area()).isEqualTo(3);
  }

  /** Cut or changed anywhere it is read, or refused in a sentence. */
  @Property(tries = 300)
  void damageIsRefused(
      @ForAll @IntRange(max = 10_000) int cut, @ForAll int place, @ForAll byte value)
      throws IOException {
    byte[] whole = overlapping();
    byte[] bytes = Arrays.copyOf(whole, 1 + cut % whole.length);
    bytes[Math.floorMod(place, bytes.length)] = value;
    Path file = Files.createTempFile("damaged", ".seg.nrrd");
    try {
      Files.write(file, bytes);
      List<LabelFile.Named> found = LabelFile.read(file, SIZE, List.of(), 1 << 20);
      found.forEach(named -> named.slices().at(0));
    } catch (MedSam2Exception e) {
      assertThat(e).hasMessageContainingAll("expected", "found");
    } finally {
      Files.delete(file);
    }
  }

  @Test
  void sizesThatCannotBeAreRefusedBeforeMemoryIsTaken() {
    for (String sizes :
        List.of("2 30000 30000 30000", "2 3 2", "999999999 999999999 999999999 9", "2 0 2 2")) {
      byte[] bytes = HEADER.replace("2 3 2 2", sizes).getBytes(StandardCharsets.UTF_8);
      assertThatThrownBy(() -> read(bytes)).isInstanceOf(MedSam2Exception.class);
    }
  }

  @Test
  void whatIsTooMuchIsRefusedWhateverTheFormat() throws IOException {
    StringBuilder header = new StringBuilder(HEADER.strip()).append('\n');
    for (int i = 2; i < 1100; i++) {
      header.append("Segment").append(i).append("_ID:=x\n");
    }
    byte[] head = header.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    byte[] whole = overlapping();
    byte[] data = Arrays.copyOfRange(whole, HEADER.length(), whole.length);
    byte[] many = Arrays.copyOf(head, head.length + data.length);
    System.arraycopy(data, 0, many, head.length, data.length);
    assertThatThrownBy(() -> read(many)).hasMessageContaining("1000 objects");
    for (String suffix : List.of(".dcm", ".png", ".bin", ".seg.nrrd", ".nii.gz")) {
      Path file = Files.write(folder.resolve("large" + suffix), new byte[101]);
      assertThatThrownBy(() -> LabelFile.read(file, SIZE, List.of(), 100))
          .as(suffix)
          .hasMessageContaining("at most 100 bytes");
    }
  }

  @Test
  void bareBytesAreNumbersOfObjects() throws IOException {
    byte[] bytes = {0, 1, 2, 0, 0, 0, 0, 0, 2, 2, 0, 0};
    Path file = Files.write(folder.resolve("label.bin"), bytes);
    List<LabelFile.Numbered> two =
        List.of(new LabelFile.Numbered("a", 1), new LabelFile.Numbered("b", 2));
    List<LabelFile.Named> found = LabelFile.read(file, SIZE, two, 1 << 20);
    assertThat(found.get(0).slices().at(0).area()).isEqualTo(1);
    assertThat(found.get(1).slices().at(1).area()).isEqualTo(2);
    List<LabelFile.Named> any = LabelFile.read(file, SIZE, two.subList(0, 1), 1 << 20);
    assertThat(any.get(0).slices().at(0).area()).as("of one object any number").isEqualTo(2);
    Path cut = Files.write(folder.resolve("cut.bin"), new byte[11]);
    assertThatThrownBy(() -> LabelFile.read(cut, SIZE, two, 1 << 20))
        .hasMessageContaining("11 bytes");
  }
}
