// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint.pickle;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.checkpoint.Effort;
import io.github.medsam2.checkpoint.TrainerPickles;
import io.github.medsam2.checkpoint.pickle.PickleValue.Dict;
import io.github.medsam2.checkpoint.pickle.PickleValue.Int;
import io.github.medsam2.checkpoint.pickle.PickleValue.Tensor;
import io.github.medsam2.checkpoint.pickle.PickleValue.Text;
import io.github.medsam2.checkpoint.pickle.PickleValue.Tuple;
import io.github.medsam2.checkpoint.storage.WeightFileBounds;
import io.github.medsam2.checkpoint.torch.StateDict;
import io.github.medsam2.error.CheckpointException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PickleMachineTest {

  @ParameterizedTest
  @ValueSource(strings = {TrainerPickles.PROTOCOL_2, TrainerPickles.PROTOCOL_4})
  void stepsOverWhatATrainerKeepsBesideTheModel(String base64) {
    byte[] pickle = Base64.getDecoder().decode(base64);
    Dict root = (Dict) run(pickle);
    Tensor w =
        (Tensor)
            requireNonNull(((Dict) requireNonNull(root.items().get("model"))).items().get("w"));
    assertThat(w.storage().key()).isEqualTo("0");
    assertThat(w.view().count()).isEqualTo(3);
    assertThat(root.items().get("param")).isInstanceOf(Tensor.class);
    assertThat(kind(root, "best")).isEqualTo("numpy.core.multiarray.scalar");
    assertThat(kind(root, "args")).isEqualTo("argparse.Namespace");
    assertThat(kind(root, "c")).isEqualTo("a tensor over torch.ComplexFloatStorage");
    assertThat(kind(root, "big")).isEqualTo("an integer of more than 64 bits");
  }

  @ParameterizedTest
  @CsvSource({
    "os,system",
    "posix,system",
    "nt,system",
    "subprocess,Popen",
    "builtins,eval",
    "builtins,exec",
    "builtins,getattr",
    "builtins,__import__",
    "__builtin__,eval",
    "__builtin__,apply",
    "runpy,_run_code",
    "torch.hub,load",
    "torch,load",
    "torch.serialization,load",
    "torch.utils.cpp_extension,load_inline",
    "numpy.testing._private.utils,runstring",
    "numpy,load",
    "collections,namedtuple",
    "copyreg,_reconstructor",
    "webbrowser,open",
    "sam2.modeling.sam2_base,SAM2Base",
    "torch,hub.load",
    "'',''",
  })
  void refusesEveryNameOutsideItsTable(String module, String name) {
    byte[] called =
        PickleProgram.start().global(module, name).text("touch pwned").op(0x85, 'R').stop();
    byte[] stacked = PickleProgram.start().text(module).text(name).op(0x93).stop();
    byte[] unused = PickleProgram.start().op('}').global(module, name).op('.').stop();
    for (byte[] program : new byte[][] {called, stacked, unused}) {
      assertThatThrownBy(() -> run(program))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("the name " + module + "." + name + ",")
          .hasMessageContaining("torch.save({'model': model.state_dict()}, path)");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "K 05, 5",
    "M 01 02, 513",
    "J ff ff ff ff, -1",
    "J 00 00 00 80, -2147483648",
    "8a 00, 0",
    "8a 01 ff, -1",
    "8a 02 ff 00, 255",
    "8a 05 00 00 00 00 01, 4294967296",
    "8a 08 00 00 00 00 00 00 00 80, -9223372036854775808",
    "8b 02 00 00 00 00 80, -32768",
  })
  void readsIntegers(String bytes, long value) {
    assertThat(run(program(bytes))).isEqualTo(new Int(value));
  }

  @Test
  void knowsTheOtherValues() {
    PickleProgram all = PickleProgram.start().op(0x95).raw(new byte[8]).op('(');
    all.op('N', 0x88, 0x89, 'G').raw(new byte[8]);
    all.op(0x8c, 1, 'a').text("é").op(0x8d, 1, 0, 0, 0, 0, 0, 0, 0, 'b');
    all.op('B', 1, 0, 0, 0, 9, 'C', 1, 9, 0x8e, 1, 0, 0, 0, 0, 0, 0, 0, 9);
    all.op(0x96, 1, 0, 0, 0, 0, 0, 0, 0, 9);
    all.op(']', 'N', 'a', '(', 'N', 'e').op(0x8f, '(', 'N', 0x90).op('(', 'N', 0x91);
    Tuple tuple = (Tuple) run(all.op(')', 't').stop());
    assertThat(tuple.items()).hasSize(15).contains(new Text("a"), new Text("é"), new Text("b"));
    assertThat(tuple.items().get(14)).isEqualTo(Tuple.EMPTY);
  }

  @Test
  void theMemoGivesTheSameValueBack() {
    byte[] program =
        PickleProgram.start()
            .op('}', 'q', 0, 'r', 0, 16, 0, 0, 0x94)
            .text("a")
            .op('h', 0, 's')
            .op('j', 0, 16, 0, 0)
            .op(0x86)
            .op('h', 2, 0x86)
            .stop();
    Tuple pair = (Tuple) run(program);
    Dict self = (Dict) pair.items().get(1);
    assertThat(self.items()).containsOnlyKeys("a");
    assertThat(self.items().get("a")).isSameAs(self);
    assertThat(((Tuple) pair.items().get(0)).items()).allMatch(v -> v == self);
  }

  /** A tuple of two of itself, a thousand times over: 2^1000 leaves, were anyone to count them. */
  @Test
  void sharedValuesAreNotUnfolded() {
    PickleProgram laughs = PickleProgram.start().op('}', 'q', 0).text("w").op('N');
    for (int i = 0; i < 1000; i++) {
      laughs.op('q', 1, 'h', 1, 0x86);
    }
    byte[] program = laughs.op('s').stop();
    assertThatThrownBy(() -> StateDict.of("f", run(program)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("a dict of [w]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "K | 1 more bytes",
        "X 05 00 00 00 a | 5 more bytes",
        "X ff ff ff ff | at most 1048576 bytes",
        "8d ff ff ff ff ff ff ff ff | more bytes",
        "8e 00 00 00 00 00 00 00 80 | more bytes",
        "X 01 00 00 00 ff | UTF-8",
        "N N | left over",
        "( N | left over",
        "( | 1 values on the stack",
        "} ( N . | left over",
        "a | 2 values on the stack",
        "N ( N a | values on the stack",
        "t | a mark",
        "85 | 1 values on the stack",
        "N N 87 | 3 values on the stack",
        "} N s | 3 values on the stack",
        "} ( N u | keys and values for a dict",
        "N ( K 01 u | 1 values for None",
        "K 01 N N s | for an integer",
        "K 01 N a | a list or a set, found an integer",
        "h 07 | none at 7",
        "j ff ff ff ff | none at 4294967295",
        "N r 00 00 10 00 | a memo of at most 1048576",
        "N N 93 | the texts of a name",
        "N K 01 R | a tuple of arguments",
        "K 01 ) R | a function, found an integer",
        "K 01 ) 81 | a class of plain data",
        "K 01 N b | takes state",
        "N Q | ('storage'",
        "0 | byte 48",
        "80 02 | byte 128",
        "i a 0a b 0a | byte 105",
      })
  void refusesABrokenProgram(String bytes, String reason) {
    byte[] program = program(bytes);
    assertThatThrownBy(() -> run(program))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("data.pkl")
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 6, 255})
  void refusesOtherProtocols(int version) {
    assertThatThrownBy(() -> run(new byte[] {(byte) 0x80, (byte) version, 'N', '.'}))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("protocol 2 to 5");
    assertThatThrownBy(() -> run(new byte[] {'N', '.'})).isInstanceOf(CheckpointException.class);
  }

  /** Each repeats what makes most values per instruction. */
  @ParameterizedTest
  @ValueSource(strings = {"}", "(", ")", "N 85", "N q 00", "} 94", "} N N s"})
  void endsWithinItsLimits(String step) {
    int[] codes = Arrays.stream(step.split(" ")).mapToInt(PickleMachineTest::code).toArray();
    byte[] bomb = PickleProgram.start().repeat(WeightFileBounds.INSTRUCTIONS, codes).stop();
    Effort effort =
        Effort.of(
            () ->
                assertThatThrownBy(() -> run(bomb))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageMatching(".*(at most 1048576 instructions|on the stack).*"));
    assertThat(effort.allocatedBytes()).isLessThan(128L << 20);
  }

  private static String kind(Dict root, String key) {
    return requireNonNull(root.items().get(key)).kind();
  }

  private static PickleValue run(byte[] program) {
    return PickleMachine.run("f.pt, data.pkl", ByteBuffer.wrap(program));
  }

  /** Protocol 2, the instructions as characters or hexadecimal, and the end. */
  private static byte[] program(String bytes) {
    PickleProgram program = PickleProgram.start();
    for (String b : bytes.split(" ")) {
      program.op(code(b));
    }
    return program.stop();
  }

  private static int code(String b) {
    return b.length() == 1 ? b.charAt(0) : Integer.parseInt(b, 16);
  }
}
