package io.github.medsam2.checkpoint;

import io.github.medsam2.checkpoint.PickleValue.Dict;
import io.github.medsam2.checkpoint.PickleValue.Function;
import io.github.medsam2.checkpoint.PickleValue.Int;
import io.github.medsam2.checkpoint.PickleValue.Opaque;
import io.github.medsam2.checkpoint.PickleValue.Text;
import io.github.medsam2.checkpoint.PickleValue.Tuple;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stack machine for the pickles of checkpoints that can name tensors and run nothing.
 *
 * <p>A pickle is a program: its instructions push values, gather them into tuples and dicts, look
 * names up ({@code GLOBAL}) and call what the names stand for ({@code REDUCE}, {@code NEWOBJ},
 * {@code BUILD}). In Python a name is any function of any module, so that loading a file can run a
 * shell. Here a name is one of a short table ({@link PickleGlobals}), or the file is refused; and a
 * call does one of three things:
 *
 * <ul>
 *   <li>{@code OrderedDict()} makes an empty dict;
 *   <li>{@code _rebuild_tensor_v2(storage, offset, sizes, strides, ..)} and {@code
 *       _rebuild_parameter(tensor, ..)} note where a tensor lies ({@link TensorRecipe});
 *   <li>a constructor of plain data, such as a numpy scalar, makes an {@link Opaque} value.
 * </ul>
 *
 * There is no fourth: no class is loaded, nothing is reflected upon, and no byte of a tensor is
 * looked at. What weights are not made of (numbers, lists, bytes, objects) is known by its kind
 * only and forgets what is put into it; so the optimizer state of a trainer's file costs next to
 * nothing.
 *
 * <p>It ends, and in bounded memory: there are no jumps, each instruction takes at least one byte
 * and makes at most one value, and their number is limited ({@link Limits#INSTRUCTIONS}), which
 * also bounds the stack and the memo. A value may contain itself or be shared a million times (the
 * "billion laughs"): nothing ever walks through values, least of all their {@code hashCode}; only
 * texts are keys.
 *
 * <p>Instructions and grammar: Python's {@code pickletools}; PyTorch's {@code
 * _weights_only_unpickler} draws the line at the same place, with a shorter table.
 */
final class PickleMachine {
  private static final int NAME_BYTES = 256;

  private final String where;
  private final ByteBuffer program;
  private final ArrayList<PickleValue> stack = new ArrayList<>();
  private final Deque<Integer> marks = new ArrayDeque<>();
  private @Nullable PickleValue[] memo = new PickleValue[1024];
  private int memoized;
  private @Nullable PickleValue result;

  private PickleMachine(String where, ByteBuffer program) {
    this.where = where;
    this.program = program.slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Runs a pickle to its end.
   *
   * @param where names it in errors
   * @param program all its bytes
   * @return the value it leaves
   */
  static PickleValue run(String where, ByteBuffer program) {
    return new PickleMachine(where, program).run();
  }

  private PickleValue run() {
    for (int n = 0; result == null; n++) {
      if (n == Limits.INSTRUCTIONS) {
        throw broken("at most " + n + " instructions", "more");
      }
      int code = uint8();
      PickleOpcode op = PickleOpcode.of(code);
      if (op == null || (n == 0) != (op == PickleOpcode.PROTO)) {
        throw broken("a pickle instruction of a checkpoint", "byte " + code);
      }
      op.run(this);
    }
    if (program.hasRemaining() || !stack.isEmpty() || !marks.isEmpty()) {
      throw broken("one value and the end", "values or bytes left over");
    }
    return result;
  }

  void protocol() {
    int version = uint8();
    if (version < 2 || version > 5) {
      throw broken("pickle protocol 2 to 5", "protocol " + version);
    }
  }

  void stop() {
    result = pop();
  }

  // Numbers and bytes of the program.

  int uint8() {
    return take(1).get() & 0xff;
  }

  int uint16() {
    return take(2).getShort() & 0xffff;
  }

  int int32() {
    return take(4).getInt();
  }

  long uint32() {
    return take(4).getInt() & 0xffffffffL;
  }

  long int64() {
    return take(8).getLong();
  }

  /** The text up to the next line feed. */
  String line() {
    int start = program.position();
    int length = 0;
    while (uint8() != '\n') {
      if (++length > NAME_BYTES) {
        throw broken("a name of at most " + NAME_BYTES + " bytes", "a longer one");
      }
    }
    return StandardCharsets.ISO_8859_1.decode(program.slice(start, length)).toString();
  }

  void skip(long length) {
    ByteBuffer bytes = take(length);
    bytes.position(bytes.position() + (int) length);
  }

  /** The program, after checking that so many bytes remain; the caller reads exactly those. */
  private ByteBuffer take(long length) {
    if (length < 0 || length > program.remaining()) {
      throw broken(length + " more bytes", program.remaining() + " bytes");
    }
    return program;
  }

  // Plain values.

  void push(PickleValue value) {
    stack.add(value);
  }

  void pushOpaque(String kind) {
    push(new Opaque(kind));
  }

  void pushInt(long value) {
    push(new Int(value));
  }

  /** An integer of {@code length} bytes, two's complement, least byte first. */
  void pushLong(long length) {
    if (length > Long.BYTES) {
      pushSkipped(length, "an integer of more than 64 bits");
      return;
    }
    ByteBuffer bytes = take(length);
    long value = 0;
    for (int i = 0; i < length; i++) {
      long b = bytes.get();
      value |= (i == length - 1 ? b : b & 0xff) << (8 * i);
    }
    pushInt(value);
  }

  void pushText(long length) {
    if (length > Limits.TEXT_BYTES) {
      throw broken("a text of at most " + Limits.TEXT_BYTES + " bytes", length + " bytes");
    }
    ByteBuffer bytes = take(length).slice(program.position(), (int) length);
    skip(length);
    push(new Text(Utf8.decode(at(), bytes)));
  }

  void pushSkipped(long length, String kind) {
    skip(length);
    pushOpaque(kind);
  }

  // Collections.

  void mark() {
    marks.push(stack.size());
  }

  /** How many values were pushed since the last mark, which is taken away. */
  int sinceMark() {
    Integer mark = marks.poll();
    if (mark == null) {
      throw broken("a mark", "none");
    }
    return stack.size() - mark;
  }

  void pushTuple(int size) {
    List<PickleValue> top = top(size);
    Tuple tuple = size == 0 ? Tuple.EMPTY : new Tuple(List.copyOf(top));
    top.clear();
    push(tuple);
  }

  void pushDict() {
    push(new Dict());
  }

  void pushFrozenSet() {
    top(sinceMark()).clear();
    pushOpaque("a set");
  }

  void setItems(int size) {
    List<PickleValue> items = top(size);
    PickleValue target = below(size);
    if (size % 2 != 0 || !(target instanceof Dict || target instanceof Opaque)) {
      throw broken("keys and values for a dict", size + " values for " + target.kind());
    }
    if (target instanceof Dict dict) {
      for (int i = 0; i < size; i += 2) {
        dict.put(items.get(i), items.get(i + 1));
      }
    }
    items.clear();
  }

  void dropItems(int size) {
    PickleValue target = below(size);
    if (!(target instanceof Opaque)) {
      throw broken("a list or a set", target.kind());
    }
    top(size).clear();
  }

  // Memo.

  void remember(long index) {
    if (index >= Limits.INSTRUCTIONS) {
      throw broken("a memo of at most " + Limits.INSTRUCTIONS + " values", "number " + index);
    }
    int slot = (int) index;
    if (slot >= memo.length) {
      memo = Arrays.copyOf(memo, Math.max(slot + 1, 2 * memo.length));
    }
    memo[slot] = below(0);
    memoized++;
  }

  void rememberNext() {
    remember(memoized);
  }

  void recall(long index) {
    PickleValue value = index < memo.length ? memo[(int) index] : null;
    if (value == null) {
      throw broken("a value in the memo", "none at " + index);
    }
    push(value);
  }

  // Names and calls.

  void pushGlobal(String module, String name) {
    push(
        PickleGlobals.find(module, name)
            .orElseThrow(
                () ->
                    new CheckpointException(
                        at(),
                        "names of tensors and plain data only",
                        "the name "
                            + module
                            + "."
                            + name
                            + ", through which Python could be made"
                            + " to run a program (nothing was run here)",
                        "do not trust the file; if it is yours, save the weights alone:"
                            + " torch.save({'model': model.state_dict()}, path)")));
  }

  void pushStackGlobal() {
    PickleValue name = pop();
    PickleValue module = pop();
    if (!(module instanceof Text m) || !(name instanceof Text n)) {
      throw broken("the texts of a name", module.kind() + " and " + name.kind());
    }
    if (m.value().length() > NAME_BYTES || n.value().length() > NAME_BYTES) {
      throw broken("a name of at most " + NAME_BYTES + " bytes", "a longer one");
    }
    pushGlobal(m.value(), n.value());
  }

  void reduce() {
    PickleValue arguments = pop();
    PickleValue callee = pop();
    if (!(arguments instanceof Tuple tuple)) {
      throw broken("a tuple of arguments", arguments.kind());
    }
    if (callee instanceof Function function) {
      push(call(function, tuple.items()));
    } else if (callee instanceof Opaque) {
      push(callee);
    } else {
      throw broken("a function", callee.kind());
    }
  }

  private PickleValue call(Function function, List<PickleValue> arguments) {
    return switch (function) {
      case ORDERED_DICT -> {
        if (!arguments.isEmpty()) {
          throw broken("an OrderedDict that is filled later", "arguments to it");
        }
        yield new Dict();
      }
      case REBUILD_TENSOR -> TensorRecipe.tensor(at(), arguments);
      case REBUILD_PARAMETER -> TensorRecipe.parameter(at(), arguments);
    };
  }

  void newObject(int size) {
    PickleValue type = below(size - 1);
    if (!(type instanceof Opaque)) {
      throw broken("a class of plain data", type.kind());
    }
    top(size - 1).clear();
  }

  /** State for the value below it. A dict's is its attributes, torch's {@code _metadata}. */
  void build() {
    pop();
    PickleValue target = below(0);
    if (!(target instanceof Dict || target instanceof Opaque)) {
      throw broken("an object that takes state", target.kind());
    }
  }

  void persistentId() {
    push(TensorRecipe.storage(at(), pop()));
  }

  // The stack.

  private PickleValue pop() {
    PickleValue value = below(0);
    stack.remove(stack.size() - 1);
    return value;
  }

  /** The value under the top {@code size} ones. */
  private PickleValue below(int size) {
    require(size + 1);
    return stack.get(stack.size() - 1 - size);
  }

  private List<PickleValue> top(int size) {
    require(size);
    return stack.subList(stack.size() - size, stack.size());
  }

  /** Refuses to reach below the last mark, or the bottom. */
  private void require(int size) {
    Integer mark = marks.peek();
    int floor = mark == null ? 0 : mark;
    if (size < 0 || stack.size() - size < floor) {
      throw broken(size + " values on the stack", Integer.toString(stack.size() - floor));
    }
  }

  private String at() {
    return where + " byte " + program.position();
  }

  private CheckpointException broken(String expected, String found) {
    return new CheckpointException(
        at(), expected, found, "the file is damaged or no checkpoint of torch: get it again");
  }
}
