// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.dicom.DicomFile;
import io.github.medsam2.dicom.data.DicomLimits;
import io.github.medsam2.dicom.data.DicomObject;
import io.github.medsam2.dicom.data.DicomParser;
import io.github.medsam2.dicom.data.Strictness;
import io.github.medsam2.dicom.data.TransferSyntax;
import io.github.medsam2.dicom.xa.CineWriter;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.image.Image;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dcm4che3.data.Attributes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The class shown in docs/dicom.md, run against stand-ins for the four classes of dcm4che. */
class ByteBridgeTest {
  @TempDir Path folder;

  @Test
  void aCineGoesOverAndComesBack() throws Exception {
    Image frame = Image.gray8(4, 2, new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
    Path cine = folder.resolve("cine.dcm");
    CineWriter.xa(FrameSource.of(List.of(frame, frame, frame)), 66.7)
        .syntax(TransferSyntax.JPEG_LOSSLESS_SV1)
        .write(cine);
    Class<?> bridge = bridge();
    try (DicomObject read = new DicomParser(DicomLimits.defaults(), Strictness.STRICT).read(cine)) {
      String syntax = read.transferSyntax().uid();
      Attributes attributes = new Attributes(read.dataSet(), syntax);
      Method open = bridge.getDeclaredMethod("open", Attributes.class, String.class);
      Method toAttributes = bridge.getDeclaredMethod("attributes", DicomFile.class);
      open.setAccessible(true);
      toAttributes.setAccessible(true);
      try (DicomFile file = (DicomFile) open.invoke(null, attributes, syntax)) {
        assertThat(file.frames().count()).isEqualTo(3);
        assertThat(file.frames().frame(2).value(1, 1, 0)).isEqualTo(6);
        Attributes back = (Attributes) toAttributes.invoke(null, file);
        assertThat(back.elements.size()).isEqualTo(read.dataSet().size());
        assertThat(back.transferSyntax).isEqualTo(syntax);
      }
    }
  }

  private Class<?> bridge() throws Exception {
    Path page = Path.of("").toAbsolutePath().resolve("../../docs/dicom.md").normalize();
    Snippet snippet = Snippet.of(Files.readString(page)).get(0);
    new SnippetCompiler(folder).compile(snippet);
    URLClassLoader loader =
        new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader());
    return loader.loadClass("Bridge");
  }
}
