// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint.pickle;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The pickle instructions that checkpoints are written with, protocols 2 to 5: the byte, and what
 * the machine does. Missing on purpose: the text forms of protocols 0 and 1, {@code INST} and
 * {@code OBJ} (call a class), {@code EXT} (names outside the file), out-of-band buffers, {@code
 * DUP} and {@code POP}.
 */
enum PickleOpcode {
  PROTO(0x80, (m, in) -> m.protocol(in.uint8())),
  FRAME(0x95, (m, in) -> in.skip(Long.BYTES)),
  STOP('.', (m, in) -> m.stop()),

  NONE('N', (m, in) -> m.pushOpaque("None")),
  NEWTRUE(0x88, (m, in) -> m.pushOpaque("a truth value")),
  NEWFALSE(0x89, (m, in) -> m.pushOpaque("a truth value")),
  BININT('J', (m, in) -> m.pushInt(in.int32())),
  BININT1('K', (m, in) -> m.pushInt(in.uint8())),
  BININT2('M', (m, in) -> m.pushInt(in.uint16())),
  LONG1(0x8a, (m, in) -> m.pushLong(in.uint8())),
  LONG4(0x8b, (m, in) -> m.pushLong(in.uint32())),
  BINFLOAT('G', (m, in) -> m.pushSkipped(Double.BYTES, "a real number")),

  BINUNICODE('X', (m, in) -> m.pushText(in.uint32())),
  SHORT_BINUNICODE(0x8c, (m, in) -> m.pushText(in.uint8())),
  BINUNICODE8(0x8d, (m, in) -> m.pushText(in.int64())),
  BINBYTES('B', (m, in) -> m.pushSkipped(in.uint32(), "bytes")),
  SHORT_BINBYTES('C', (m, in) -> m.pushSkipped(in.uint8(), "bytes")),
  BINBYTES8(0x8e, (m, in) -> m.pushSkipped(in.int64(), "bytes")),
  BYTEARRAY8(0x96, (m, in) -> m.pushSkipped(in.int64(), "bytes")),

  MARK('(', (m, in) -> m.stack().mark()),
  EMPTY_TUPLE(')', (m, in) -> m.pushTuple(0)),
  TUPLE1(0x85, (m, in) -> m.pushTuple(1)),
  TUPLE2(0x86, (m, in) -> m.pushTuple(2)),
  TUPLE3(0x87, (m, in) -> m.pushTuple(3)),
  TUPLE('t', (m, in) -> m.pushTuple(m.stack().sinceMark())),

  EMPTY_DICT('}', (m, in) -> m.pushDict()),
  SETITEM('s', (m, in) -> m.setItems(2)),
  SETITEMS('u', (m, in) -> m.setItems(m.stack().sinceMark())),

  EMPTY_LIST(']', (m, in) -> m.pushOpaque("a list")),
  APPEND('a', (m, in) -> m.dropItems(1)),
  APPENDS('e', (m, in) -> m.dropItems(m.stack().sinceMark())),
  EMPTY_SET(0x8f, (m, in) -> m.pushOpaque("a set")),
  ADDITEMS(0x90, (m, in) -> m.dropItems(m.stack().sinceMark())),
  FROZENSET(0x91, (m, in) -> m.pushFrozenSet(m.stack().sinceMark())),

  BINPUT('q', (m, in) -> m.stack().remember(in.uint8())),
  LONG_BINPUT('r', (m, in) -> m.stack().remember(in.uint32())),
  MEMOIZE(0x94, (m, in) -> m.stack().rememberNext()),
  BINGET('h', (m, in) -> m.stack().recall(in.uint8())),
  LONG_BINGET('j', (m, in) -> m.stack().recall(in.uint32())),

  GLOBAL('c', (m, in) -> m.pushGlobal(in.line(), in.line())),
  STACK_GLOBAL(0x93, (m, in) -> m.pushStackGlobal()),
  REDUCE('R', (m, in) -> m.reduce()),
  NEWOBJ(0x81, (m, in) -> m.newObject(1)),
  NEWOBJ_EX(0x92, (m, in) -> m.newObject(2)),
  BUILD('b', (m, in) -> m.build()),
  BINPERSID('Q', (m, in) -> m.persistentId());

  private static final @Nullable PickleOpcode[] BY_BYTE = new PickleOpcode[256];

  static {
    for (PickleOpcode op : values()) {
      BY_BYTE[op.code] = op;
    }
  }

  private final int code;
  private final BiConsumer<PickleMachine, PickleInput> action;

  PickleOpcode(int code, BiConsumer<PickleMachine, PickleInput> action) {
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

  /** Carries it out; what belongs to it in the program is read from {@code input}. */
  void run(PickleMachine machine, PickleInput input) {
    action.accept(machine, input);
  }
}
