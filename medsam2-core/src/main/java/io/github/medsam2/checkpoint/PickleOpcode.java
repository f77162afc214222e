package io.github.medsam2.checkpoint;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The pickle instructions that checkpoints are written with, protocols 2 to 5: the byte, and what
 * the machine does. Missing on purpose: the text forms of protocols 0 and 1, {@code INST} and
 * {@code OBJ} (call a class), {@code EXT} (names outside the file), out-of-band buffers, {@code
 * DUP} and {@code POP}.
 */
enum PickleOpcode {
  PROTO(0x80, PickleMachine::protocol),
  FRAME(0x95, m -> m.skip(Long.BYTES)),
  STOP('.', PickleMachine::stop),

  NONE('N', m -> m.pushOpaque("None")),
  NEWTRUE(0x88, m -> m.pushOpaque("a truth value")),
  NEWFALSE(0x89, m -> m.pushOpaque("a truth value")),
  BININT('J', m -> m.pushInt(m.int32())),
  BININT1('K', m -> m.pushInt(m.uint8())),
  BININT2('M', m -> m.pushInt(m.uint16())),
  LONG1(0x8a, m -> m.pushLong(m.uint8())),
  LONG4(0x8b, m -> m.pushLong(m.uint32())),
  BINFLOAT('G', m -> m.pushSkipped(Double.BYTES, "a real number")),

  BINUNICODE('X', m -> m.pushText(m.uint32())),
  SHORT_BINUNICODE(0x8c, m -> m.pushText(m.uint8())),
  BINUNICODE8(0x8d, m -> m.pushText(m.int64())),
  BINBYTES('B', m -> m.pushSkipped(m.uint32(), "bytes")),
  SHORT_BINBYTES('C', m -> m.pushSkipped(m.uint8(), "bytes")),
  BINBYTES8(0x8e, m -> m.pushSkipped(m.int64(), "bytes")),
  BYTEARRAY8(0x96, m -> m.pushSkipped(m.int64(), "bytes")),

  MARK('(', PickleMachine::mark),
  EMPTY_TUPLE(')', m -> m.pushTuple(0)),
  TUPLE1(0x85, m -> m.pushTuple(1)),
  TUPLE2(0x86, m -> m.pushTuple(2)),
  TUPLE3(0x87, m -> m.pushTuple(3)),
  TUPLE('t', m -> m.pushTuple(m.sinceMark())),

  EMPTY_DICT('}', PickleMachine::pushDict),
  SETITEM('s', m -> m.setItems(2)),
  SETITEMS('u', m -> m.setItems(m.sinceMark())),

  EMPTY_LIST(']', m -> m.pushOpaque("a list")),
  APPEND('a', m -> m.dropItems(1)),
  APPENDS('e', m -> m.dropItems(m.sinceMark())),
  EMPTY_SET(0x8f, m -> m.pushOpaque("a set")),
  ADDITEMS(0x90, m -> m.dropItems(m.sinceMark())),
  FROZENSET(0x91, PickleMachine::pushFrozenSet),

  BINPUT('q', m -> m.remember(m.uint8())),
  LONG_BINPUT('r', m -> m.remember(m.uint32())),
  MEMOIZE(0x94, PickleMachine::rememberNext),
  BINGET('h', m -> m.recall(m.uint8())),
  LONG_BINGET('j', m -> m.recall(m.uint32())),

  GLOBAL('c', m -> m.pushGlobal(m.line(), m.line())),
  STACK_GLOBAL(0x93, PickleMachine::pushStackGlobal),
  REDUCE('R', PickleMachine::reduce),
  NEWOBJ(0x81, m -> m.newObject(2)),
  NEWOBJ_EX(0x92, m -> m.newObject(3)),
  BUILD('b', PickleMachine::build),
  BINPERSID('Q', PickleMachine::persistentId);

  private static final @Nullable PickleOpcode[] BY_BYTE = new PickleOpcode[256];

  static {
    for (PickleOpcode op : values()) {
      BY_BYTE[op.code] = op;
    }
  }

  private final int code;
  private final Consumer<PickleMachine> action;

  PickleOpcode(int code, Consumer<PickleMachine> action) {
    this.code = code;
    this.action = action;
  }

  /** The instruction of a byte; none when checkpoints do not use it. */
  static @Nullable PickleOpcode of(int code) {
    return BY_BYTE[code];
  }

  int code() {
    return code;
  }

  void run(PickleMachine machine) {
    action.accept(machine);
  }
}
