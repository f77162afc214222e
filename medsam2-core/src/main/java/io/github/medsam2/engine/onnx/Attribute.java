// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.onnx;

/**
 * A named constant of a node, in the form of ONNX's {@code AttributeProto}.
 *
 * @param name as the operator defines it
 * @param proto the encoded attribute
 */
record Attribute(String name, ProtoMessage proto) {
  private static final int NAME = 1;
  private static final int TYPE = 20;

  /** An integer attribute. */
  static Attribute of(String name, long value) {
    return new Attribute(name, start(name, 2).number(3, value));
  }

  /** A float attribute. */
  static Attribute of(String name, float value) {
    return new Attribute(name, start(name, 1).real(2, value));
  }

  /** A string attribute. */
  static Attribute of(String name, String value) {
    return new Attribute(name, start(name, 3).text(4, value));
  }

  /** A list of integers. */
  static Attribute of(String name, long[] values) {
    return new Attribute(name, start(name, 7).numbers(8, values));
  }

  /** A graph that the operator runs. */
  static Attribute of(String name, ProtoMessage graph) {
    return new Attribute(name, start(name, 5).message(6, graph));
  }

  private static ProtoMessage start(String name, int type) {
    return new ProtoMessage().text(NAME, name).number(TYPE, type);
  }
}
