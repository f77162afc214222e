// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The first vectors are those of the protobuf encoding guide. */
class ProtoMessageTest {

  private static String hex(ProtoMessage message) throws IOException {
    byte[] bytes = message.toStream().readAllBytes();
    assertThat(message.size()).isEqualTo(bytes.length);
    return HexFormat.of().formatHex(bytes);
  }

  @Test
  void fields() throws IOException {
    assertThat(hex(new ProtoMessage().number(1, 150))).isEqualTo("089601");
    assertThat(hex(new ProtoMessage().text(2, "testing"))).isEqualTo("120774657374696e67");
    ProtoMessage inner = new ProtoMessage().number(1, 150);
    assertThat(hex(new ProtoMessage().message(3, inner))).isEqualTo("1a03089601");
    assertThat(hex(new ProtoMessage().numbers(6, 3, 270, 86942))).isEqualTo("3206038e029ea705");
    assertThat(hex(new ProtoMessage().number(1, -2))).isEqualTo("08feffffffffffffffff01");
    assertThat(hex(new ProtoMessage().real(2, 1f))).isEqualTo("150000803f");
    assertThat(hex(new ProtoMessage().number(20, 0))).isEqualTo("a00100");
    assertThat(hex(new ProtoMessage().text(1, "µ"))).isEqualTo("0a02c2b5");
  }

  @Test
  void largeDataIsKeptInItsPlace() throws IOException {
    byte[] large = new byte[10_000];
    large[9_999] = 7;
    ProtoMessage inner = new ProtoMessage().number(1, 1).data(2, ByteBuffer.wrap(large));
    inner.number(3, 2);
    ProtoMessage outer = new ProtoMessage().number(1, 5).message(2, inner).number(3, 6);
    byte[] bytes = outer.toStream().readAllBytes();
    assertThat(outer.size()).isEqualTo(bytes.length);
    String hex = HexFormat.of().formatHex(bytes);
    String front = "0805" + "12974e" + "0801" + "12904e";
    assertThat(hex).startsWith(front).endsWith("07" + "1802" + "1806");
    assertThat(hex.length() / 2).isEqualTo(front.length() / 2 + 10_000 + 4);
  }

  @Test
  void theStreamReadsByteByByte() throws IOException {
    var stream = new ProtoMessage().text(1, "abc").toStream();
    assertThat(stream.read()).isEqualTo(0x0a);
    assertThat(stream.readAllBytes()).hasSize(4);
    assertThat(stream.read()).isEqualTo(-1);
  }
}
