package io.github.medsam2.engine.torch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A TorchScript archive of functions, written byte by byte: the way to the PyTorch operations that
 * DJL does not bind.
 *
 * <pre>
 * archive  := zip of stored entries
 *             ops/data.pkl  ops/code/__torch__.py  ops/constants.pkl  ops/version  ops/byteorder
 * data.pkl := PROTO 2, GLOBAL "__torch__ Ops", EMPTY_TUPLE, NEWOBJ,
 *             EMPTY_DICT, BINUNICODE "training", NEWFALSE, SETITEM, BUILD, STOP
 * </pre>
 */
final class ScriptArchive {
  private static final String SOURCE =
      """
      class Ops(Module):
        __parameters__ = []
        __buffers__ = []
        training : bool
        def attention(self: __torch__.Ops, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
          return torch.scaled_dot_product_attention(q, k, v)
        def transpose2x2(self: __torch__.Ops, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
          return torch.conv_transpose2d(x, weight, bias, [2, 2])
        def bilinear(self: __torch__.Ops, x: Tensor, like: Tensor) -> Tensor:
          size = [torch.size(like, 0), torch.size(like, 1)]
          return torch.upsample_bilinear2d(x, size, False)
        def contiguous(self: __torch__.Ops, x: Tensor) -> Tensor:
          return torch.contiguous(x)
      """;

  private static final String MODULE_PICKLE =
      "\u0080\u0002c__torch__\nOps\n)\u0081}X\u0008\u0000\u0000\u0000training\u0089sb.";
  private static final String EMPTY_TUPLE_PICKLE = "\u0080\u0002).";

  private ScriptArchive() {}

  static byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(4096);
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      store(zip, "ops/data.pkl", MODULE_PICKLE);
      store(zip, "ops/code/__torch__.py", SOURCE);
      store(zip, "ops/constants.pkl", EMPTY_TUPLE_PICKLE);
      store(zip, "ops/version", "10\n");
      store(zip, "ops/byteorder", "little");
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return out.toByteArray();
  }

  private static void store(ZipOutputStream zip, String name, String content) throws IOException {
    byte[] data = content.getBytes(StandardCharsets.ISO_8859_1);
    CRC32 crc = new CRC32();
    crc.update(data);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(data.length);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(data);
    zip.closeEntry();
  }
}
