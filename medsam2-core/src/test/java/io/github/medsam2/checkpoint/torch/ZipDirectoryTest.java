// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.checkpoint.Archive;
import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.checkpoint.StoredTensor;
import io.github.medsam2.checkpoint.pickle.PickleProgram;
import io.github.medsam2.error.CheckpointException;
import io.github.medsam2.tensor.HostTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZipDirectoryTest {
  private static final long GIB = 1L << 30;

  @TempDir Path folder;
  private ByteBuffer archive;
  private int end;
  private int central;

  @BeforeEach
  void packTwoStorages() {
    byte[] pickle = PickleProgram.oneTensor("FloatStorage", 1, 0, new long[] {1}, new long[] {1});
    Archive made = Archive.of(pickle).with("any/data/0", new byte[4]);
    archive = ByteBuffer.wrap(made.with("any/data/1", new byte[4]).bytes());
    archive.order(ByteOrder.LITTLE_ENDIAN);
    end = archive.capacity() - 22;
    central = archive.getInt(end + 16);
  }

  @Test
  void theUntouchedArchiveIsFine() throws IOException {
    assertThat(open().keys()).containsExactly("w");
  }

  @Test
  void aCommentAfterTheEndIsFine() throws IOException {
    byte[] comment = "PK\5\6 comment".getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer longer = ByteBuffer.allocate(archive.capacity() + comment.length);
    longer.order(ByteOrder.LITTLE_ENDIAN).put(archive).put(comment);
    archive = longer.putShort(end + 20, (short) comment.length);
    assertThat(open().keys()).containsExactly("w");
  }

  @Test
  void refusesAnEndThatLies() {
    archive.putShort(end + 10, (short) 4);
    refuses("zip entry directory byte");
    archive.putShort(end + 10, (short) 2);
    refuses("its last entry at its end");
    archive.putShort(end + 10, (short) 3).putInt(end + 16, Integer.MAX_VALUE);
    refuses("described in the file");
    archive.putInt(end + 16, central + 1);
    refuses("described in the file");
    archive.putInt(end + 16, central).putInt(end + 12, -1);
    refuses("described in the file");
  }

  @Test
  void refusesTwoEntriesOfOneName() {
    for (int at = central; at < end; at++) {
      if (archive.getInt(at) == 0x61746164 && archive.get(at + 5) == '1') {
        archive.put(at + 5, (byte) '0');
      }
    }
    refuses("one entry of that name");
  }

  @Test
  void refusesAnEntryOutsideTheFile() {
    int storage = centralHeader("any/data/0");
    int local = archive.getInt(storage + 42);
    archive.putInt(storage + 42, local + 1);
    refuses("a local header, found other bytes");
    archive.putInt(storage + 42, central);
    refuses("a local header before the directory");
    archive.putInt(storage + 42, 0x7fffffff);
    refuses("a local header before the directory");
    archive.putInt(storage + 42, -1);
    refuses("a zip64 field");
    archive.putInt(storage + 42, local).putInt(central + 20, 9999).putInt(central + 24, 9999);
    refuses("9999 bytes before the directory");
  }

  @Test
  void refusesEncryptedEntries() {
    int storage = centralHeader("any/data/0");
    archive.putShort(storage + 8, (short) 1);
    refuses("encrypted");
  }

  @Test
  void refusesNamesThatAreNoText() {
    archive.put(central + 46, (byte) 0xff);
    refuses("UTF-8");
  }

  /** A sparse file; the storage straddles the fifth GiB, past what 32 bits can say. */
  @Test
  void readsBeyondFourGibibytes() throws IOException {
    Path file = folder.resolve("large.pt");
    float[] values = {1, 2, 3, 4};
    writeLarge(file, 5 * GIB - 8, HostTensor.of(values, 4).data(), 4);
    StoredTensor w = Checkpoint.open(file).get("w");
    assertThat(w.value().toFloatArray()).containsExactly(values);
    assertThat(w.region().offset()).isEqualTo(5 * GIB - 8);
  }

  @Test
  void refusesATensorThatNoBufferHolds() throws IOException {
    Path file = folder.resolve("large.pt");
    writeLarge(file, GIB / 2, ByteBuffer.allocate(0), 3 * GIB / 4);
    assertThatThrownBy(() -> Checkpoint.open(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("at most 2 GiB");
  }

  private static void writeLarge(Path file, long offset, ByteBuffer data, long count)
      throws IOException {
    byte[] pickle =
        PickleProgram.oneTensor("FloatStorage", count, 0, new long[] {count}, new long[] {1});
    CRC32 crc = new CRC32();
    crc.update(pickle);
    ByteBuffer first = local("r/data.pkl").put(pickle).flip();
    ByteBuffer second = local("r/data/0").flip();
    long directory = offset + 4 * count;
    ByteBuffer tail = buffer();
    header(tail, "r/data.pkl", (int) crc.getValue(), pickle.length, 0);
    header(tail, "r/data/0", 0, 4 * count, offset - second.remaining());
    int size = tail.position();
    tail.putInt(0x06064b50).putLong(44).putShort((short) 45).putShort((short) 45);
    tail.putInt(0).putInt(0).putLong(2).putLong(2).putLong(size).putLong(directory);
    tail.putInt(0x07064b50).putInt(0).putLong(directory + size).putInt(1);
    tail.putInt(0x06054b50).putInt(0).putInt(-1).putInt(-1).putInt(-1).putShort((short) 0);
    Set<StandardOpenOption> sparse =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE);
    try (FileChannel out = FileChannel.open(file, sparse)) {
      out.write(first, 0);
      out.write(second, offset - second.remaining());
      out.write(data, offset);
      out.write(tail.flip(), directory);
    }
  }

  private static ByteBuffer buffer() {
    return ByteBuffer.allocate(1000).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static ByteBuffer local(String name) {
    ByteBuffer header = buffer().putInt(0x04034b50).position(26);
    return header.putShort((short) name.length()).putShort((short) 0).put(ascii(name));
  }

  private static void header(ByteBuffer out, String name, int crc, long size, long offset) {
    out.putInt(0x02014b50).putInt(0).putInt(0).putInt(0).putInt(crc).putInt(-1).putInt(-1);
    out.putShort((short) name.length()).putShort((short) 36).putShort((short) 0);
    out.putShort((short) 0).putShort((short) 0).putInt(0).putInt(-1).put(ascii(name));
    out.putShort((short) 0x4246).putShort((short) 4).putInt(0);
    out.putShort((short) 1).putShort((short) 24).putLong(size).putLong(size).putLong(offset);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private int centralHeader(String name) {
    String text = new String(archive.array(), StandardCharsets.ISO_8859_1);
    return text.indexOf(name, central) - 46;
  }

  private Checkpoint open() throws IOException {
    return Checkpoint.open(Files.write(folder.resolve("w.pt"), archive.array()));
  }

  private void refuses(String words) {
    assertThatThrownBy(this::open)
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("w.pt")
        .hasMessageContaining(words);
  }
}
