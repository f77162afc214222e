// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

class PrivateFolderTest {

  @Test
  void aNewOneSweepsWhatADeadServerLeftAndNothingElse() throws Exception {
    Path left = Files.createTempDirectory("medsam2-server-");
    Files.writeString(left.resolve("in-use"), "");
    Files.writeString(left.resolve("upload.nii"), "x");
    try (PrivateFolder first = PrivateFolder.create()) {
      Path mine = Files.writeString(first.newFile(".nii"), "y");
      assertThat(left).doesNotExist();
      try (PrivateFolder second = PrivateFolder.create()) {
        Files.writeString(second.newFolder().resolve("z"), "z");
        assertThat(mine).hasContent("y");
      }
      assertThat(mine).hasContent("y");
      Path folder = mine.resolveSibling("");
      if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
            .isEqualTo("rwx------");
      }
    }
  }
}
