// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.testing.SharedData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SharedFilesTest {

  @Test
  void readsEveryFileStrictlyAndWritesItBackTheSame() throws Exception {
    Path folder = SharedData.require("data/dicom-xa");
    List<Path> files;
    try (Stream<Path> found = Files.walk(folder)) {
      files = found.filter(f -> f.toString().endsWith(".dcm")).toList();
    }
    assertThat(files).hasSize(10);
    DicomParser parser = new DicomParser(DicomLimits.defaults(), Strictness.STRICT);
    for (Path file : files) {
      try (DicomObject object = parser.read(file)) {
        byte[] copy = DicomWriter.of(object.transferSyntax()).toBytes(object.dataSet());
        DataSet again = parser.read(copy).dataSet();
        assertThat(again.size()).isEqualTo(object.dataSet().size());
        assertThat(again.element(Tag.PIXEL_DATA).map(Object::toString))
            .isEqualTo(object.dataSet().element(Tag.PIXEL_DATA).map(Object::toString));
      }
    }
  }
}
