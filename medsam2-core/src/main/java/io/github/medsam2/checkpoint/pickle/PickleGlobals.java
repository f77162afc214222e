// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint.pickle;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.github.medsam2.checkpoint.pickle.PickleValue.Function;
import io.github.medsam2.checkpoint.pickle.PickleValue.Opaque;
import io.github.medsam2.tensor.DType;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * The rule on names in a pickle: a name is in this table, or the file is refused.
 *
 * <p>Names of three functions and of the storage classes have a meaning. Those of the rows below
 * are constructors of plain data that trainers write beside the weights (optimizer state, numpy
 * scalars, arguments, dates); they stand for values of which nothing is known. The rows list names,
 * not modules, because every large module also holds functions that run something: {@code
 * torch.hub.load}, {@code numpy.testing.runstring}, {@code builtins.eval}. None would run here
 * either, but a file that asks for one is not a file of weights, and its numbers deserve no trust.
 */
enum PickleGlobals {
  COLLECTIONS("collections", "Counter defaultdict deque"),
  BUILTINS(
      "builtins",
      "bool bytearray bytes complex dict float frozenset int list object range set slice str"
          + " tuple"),
  BUILTINS_2(
      "__builtin__",
      "bool bytearray complex dict float frozenset int list long object set slice str tuple"
          + " unicode xrange"),
  CODECS("_codecs", "encode"),
  DATETIME("datetime", "date datetime time timedelta timezone"),
  PATHLIB("pathlib", "Path PosixPath PurePath PurePosixPath PureWindowsPath WindowsPath"),
  PATHLIB_13("pathlib._local", "Path PosixPath PurePosixPath PureWindowsPath WindowsPath"),
  ARGPARSE("argparse", "Namespace"),
  TYPES("types", "SimpleNamespace"),
  TORCH(
      "torch",
      "Size Tensor device contiguous_format channels_last channels_last_3d preserve_format"
          + " float32 float float64 double float16 half bfloat16 int64 long int32 int int16 short"
          + " int8 uint8 uint16 uint32 uint64 bool complex32 complex64 complex128"
          + " ComplexFloatStorage ComplexDoubleStorage QInt8Storage QUInt8Storage"
          + " QInt32Storage"),
  TORCH_STORAGE("torch.storage", "TypedStorage _LegacyStorage"),
  TORCH_UTILS(
      "torch._utils",
      "_rebuild_parameter_with_state _rebuild_sparse_tensor _rebuild_qtensor"
          + " _rebuild_meta_tensor_no_storage"),
  TORCH_TENSOR("torch._tensor", "_rebuild_from_type_v2"),
  TORCH_PARAMETER("torch.nn.parameter", "Buffer Parameter"),
  TORCH_SERIALIZATION("torch.serialization", "_get_layout"),
  NUMPY(
      "numpy",
      "dtype ndarray bool_ bool float16 float32 float64 int8 int16 int32 int64 uint8 uint16 uint32"
          + " uint64 complex64 complex128 str_ bytes_"),
  NUMPY_CORE("numpy.core.multiarray", "_reconstruct scalar"),
  NUMPY_CORE_2("numpy._core.multiarray", "_reconstruct scalar"),
  NUMPY_NUMERIC("numpy.core.numeric", "_frombuffer"),
  NUMPY_NUMERIC_2("numpy._core.numeric", "_frombuffer"),
  NUMPY_DTYPES(
      "numpy.dtypes",
      "BoolDType Float16DType Float32DType Float64DType Int8DType Int16DType Int32DType Int64DType"
          + " UInt8DType UInt16DType UInt32DType UInt64DType StrDType BytesDType");

  private final String module;
  private final Set<String> names;

  PickleGlobals(String module, String names) {
    this.module = module;
    this.names = Arrays.stream(names.split(" ", -1)).collect(toUnmodifiableSet());
  }

  /** What a name stands for; none when the file must be refused. */
  static Optional<PickleValue> find(String module, String name) {
    return meaning(module + " " + name)
        .or(() -> module.equals("torch") ? storage(name) : Optional.empty())
        .or(() -> plainData(module, name));
  }

  private static Optional<PickleValue> meaning(String global) {
    return switch (global) {
      case "collections OrderedDict" -> Optional.of(Function.ORDERED_DICT);
      case "torch._utils _rebuild_tensor_v2" -> Optional.of(Function.REBUILD_TENSOR);
      case "torch._utils _rebuild_tensor_v3" -> Optional.of(Function.REBUILD_TYPED_TENSOR);
      case "torch.storage UntypedStorage", "torch UntypedStorage" ->
          Optional.of(new PickleValue.StorageType(DType.UINT8));
      case "torch float8_e4m3fn" -> Optional.of(new PickleValue.ElementType(DType.FLOAT8_E4M3));
      case "torch float8_e5m2" -> Optional.of(new PickleValue.ElementType(DType.FLOAT8_E5M2));
      case "torch._utils _rebuild_parameter" -> Optional.of(Function.REBUILD_PARAMETER);
      default -> Optional.empty();
    };
  }

  private static Optional<PickleValue> storage(String name) {
    return TorchStorage.named(name).map(PickleValue.StorageType::new);
  }

  private static Optional<PickleValue> plainData(String module, String name) {
    return Arrays.stream(values())
        .filter(row -> row.module.equals(module) && row.names.contains(name))
        .findFirst()
        .map(row -> new Opaque(module + "." + name));
  }
}
