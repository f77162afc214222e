// SPDX-License-Identifier: Apache-2.0
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
        def convolve(self: __torch__.Ops, x: Tensor, weight: Tensor, like: Tensor) -> Tensor:
          kh = torch.size(weight, 2)
          kw = torch.size(weight, 3)
          s = torch.size(like, 0)
          p = torch.size(like, 1)
          g = torch.size(like, 2)
          h = torch.size(like, 3)
          w = torch.size(like, 4)
          b = torch.size(x, 0)
          o = torch.size(weight, 0)
          rows = torch.im2col(x, [kh, kw], [1, 1], [p, p], [s, s])
          parts = torch.reshape(rows, [b, g, -1, torch.mul(h, w)])
          kernels = torch.reshape(weight, [g, torch.floordiv(o, g), -1])
          return torch.reshape(torch.matmul(kernels, parts), [b, o, h, w])
        def convolve_band(self: __torch__.Ops, x: Tensor, weight: Tensor, like: Tensor) -> Tensor:
          kh = torch.size(weight, 2)
          kw = torch.size(weight, 3)
          s = torch.size(like, 0)
          p = torch.size(like, 1)
          g = torch.size(like, 2)
          h = torch.size(like, 3)
          w = torch.size(like, 4)
          b = torch.size(x, 0)
          o = torch.size(weight, 0)
          wide = torch.constant_pad_nd(x, [p, p, torch.size(like, 5), torch.size(like, 6)])
          rows = torch.im2col(wide, [kh, kw], [1, 1], [0, 0], [s, s])
          parts = torch.reshape(rows, [b, g, -1, torch.mul(h, w)])
          kernels = torch.reshape(weight, [g, torch.floordiv(o, g), -1])
          return torch.reshape(torch.matmul(kernels, parts), [b, o, h, w])
        def depthwise(self: __torch__.Ops, x: Tensor, weight: Tensor, like: Tensor) -> Tensor:
          s = torch.size(like, 0)
          p = torch.size(like, 1)
          h = torch.add(torch.mul(torch.sub(torch.size(like, 3), 1), s), 1)
          w = torch.add(torch.mul(torch.sub(torch.size(like, 4), 1), s), 1)
          wide = torch.constant_pad_nd(x, [p, p, p, p])
          taps = torch.permute(weight, [2, 3, 1, 0])
          y = torch.mul(torch.slice(torch.slice(wide, 2, 0, h, s), 3, 0, w, s), 0)
          for i in range(torch.size(weight, 2)):
            rows = torch.slice(wide, 2, i, torch.add(i, h), s)
            for j in range(torch.size(weight, 3)):
              part = torch.slice(rows, 3, j, torch.add(j, w), s)
              tap = torch.reshape(torch.select(torch.select(taps, 0, i), 0, j), [-1, 1, 1])
              y = torch.addcmul(y, part, tap)
          return y
        def transpose2x2(self: __torch__.Ops, x: Tensor, weight: Tensor) -> Tensor:
          b = torch.size(x, 0)
          c = torch.size(x, 1)
          h = torch.size(x, 2)
          w = torch.size(x, 3)
          o = torch.size(weight, 1)
          kernels = torch.t(torch.reshape(weight, [c, torch.mul(o, 4)]))
          quads = torch.matmul(kernels, torch.reshape(x, [b, c, torch.mul(h, w)]))
          apart = torch.reshape(quads, [b, o, 2, 2, h, w])
          placed = torch.permute(apart, [0, 1, 4, 2, 5, 3])
          return torch.reshape(placed, [b, o, torch.mul(h, 2), torch.mul(w, 2)])
        def bilinear(self: __torch__.Ops, x: Tensor, like: Tensor) -> Tensor:
          size = [torch.size(like, 0), torch.size(like, 1)]
          return torch.upsample_bilinear2d(x, size, False)
        def group_norm(self: __torch__.Ops, x: Tensor, weight: Tensor, bias: Tensor, like: Tensor, epsilon: Tensor) -> Tensor:
          return torch.group_norm(x, torch.size(like, 0), weight, bias, float(epsilon))
        def contiguous(self: __torch__.Ops, x: Tensor) -> Tensor:
          return torch.contiguous(x)
      """;

  private static final String MODULE_PICKLE =
      "\u0080\u0002c__torch__\nOps\n)\u0081}X\u0008\u0000\u0000\u0000training\u0089sb.";
  private static final String EMPTY_TUPLE_PICKLE = "\u0080\u0002).";

  private ScriptArchive() {}

  static byte[] bytes() {
    return bytes(SOURCE);
  }

  /** An archive of other functions, of a class of the same name. */
  static byte[] bytes(String source) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(4096);
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      store(zip, "ops/data.pkl", MODULE_PICKLE);
      store(zip, "ops/code/__torch__.py", source);
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
