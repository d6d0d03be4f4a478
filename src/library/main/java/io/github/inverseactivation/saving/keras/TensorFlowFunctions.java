package io.github.inverseactivation.saving.keras;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What TensorFlow's functions among the layers of Keras 2 are as operations of Keras 3: the class,
 * and where each parameter goes.
 */
final class TensorFlowFunctions {

  /**
   * A parameter of a function.
   *
   * @param name its name
   * @param target the argument or option that it is in Keras 3; empty if it has to have its default
   * @param option whether it is an option there
   * @param initial the value where the function's default is not the operation's, as JSON; or null
   */
  record Parameter(String name, String target, boolean option, String initial) {}

  /**
   * A function.
   *
   * @param module the part of keras.ops that has the operation
   * @param className the operation's class
   * @param parameters the function's parameters, in their order
   */
  record Function(String module, String className, List<Parameter> parameters) {}

  private static final Map<String, Function> FUNCTIONS = new HashMap<>();
  private static final String REDUCED = "input_tensor>x axis>@axis keepdims>@keepdims=false";
  private static final String FORMER_REDUCED =
      "input_tensor>x axis>@axis keepdims>@keepdims=false reduction_indices>! keep_dims>!";
  private static final String TWO = "x>x1 y>x2";

  static {
    arithmetic();
    elementwise();
    reductions();
    shapes();
    others();
  }

  private TensorFlowFunctions() {}

  /** The function of a name, or null. */
  static Function of(String name) {
    return FUNCTIONS.get(name);
  }

  private static void arithmetic() {
    add("numpy.Add", TWO, "__operators__.add", "math.add");
    add("numpy.Subtract", TWO, "math.subtract", "__operators__.sub");
    add("numpy.Multiply", TWO, "math.multiply", "__operators__.mul");
    add("numpy.TrueDivide", TWO, "math.truediv", "math.divide", "compat.v1.div", "realdiv");
    add("numpy.DivideNoNan", TWO, "math.divide_no_nan", "compat.v1.div_no_nan");
    add("numpy.FloorDivide", TWO, "math.floordiv", "compat.v1.floor_div");
    add("numpy.Mod", TWO, "math.floormod", "math.mod");
    add("numpy.Power", TWO, "math.pow");
    add("numpy.Maximum", TWO, "math.maximum");
    add("numpy.Minimum", TWO, "math.minimum");
    add("numpy.Arctan2", "y>x1 x>x2", "math.atan2");
    for (String each : List.of("Greater", "Less", "Equal")) {
      add("numpy." + each, TWO, "math." + each.toLowerCase(java.util.Locale.ROOT));
    }
    add("numpy.GreaterEqual", TWO, "math.greater_equal");
    add("numpy.LessEqual", TWO, "math.less_equal");
    add("numpy.NotEqual", TWO, "math.not_equal");
    add("numpy.Equal", "self>x1 other>x2", "__operators__.eq");
    add("numpy.NotEqual", "self>x1 other>x2", "__operators__.ne");
    add("numpy.LogicalAnd", TWO, "math.logical_and");
    add("numpy.LogicalOr", TWO, "math.logical_or");
    add("numpy.LogicalXor", TWO, "math.logical_xor");
    add("numpy.LogicalNot", "x>x", "math.logical_not");
    add("numpy.Matmul", "a>x1 b>x2", "linalg.matmul");
  }

  private static void elementwise() {
    for (String each :
        List.of(
            "Abs",
            "Ceil",
            "Cos",
            "Cosh",
            "Exp",
            "Expm1",
            "Floor",
            "Log",
            "Log1p",
            "Negative",
            "Reciprocal",
            "Round",
            "Sign",
            "Sin",
            "Sinh",
            "Sqrt",
            "Square",
            "Tan",
            "Tanh")) {
      add("numpy." + each, "x>x", "math." + each.toLowerCase(java.util.Locale.ROOT));
    }
    add("numpy.Abs", "x>x", "abs");
    add("numpy.Tanh", "x>x", "nn.tanh");
    add("numpy.Round", "x>x", "round");
    add("numpy.Arccos", "x>x", "math.acos");
    add("numpy.Arcsin", "x>x", "math.asin");
    add("numpy.Arctan", "x>x", "math.atan");
    add("numpy.Arccosh", "x>x", "math.acosh");
    add("numpy.Arcsinh", "x>x", "math.asinh");
    add("numpy.Arctanh", "x>x", "math.atanh");
    add("numpy.Ceil", "x>x", "math.ceil");
    add("numpy.Isnan", "x>x", "math.is_nan");
    add("numpy.Isinf", "x>x", "math.is_inf");
    add("numpy.Isfinite", "x>x", "math.is_finite");
    add("math.Rsqrt", "x>x", "math.rsqrt");
    add("math.Erf", "x>x", "math.erf");
    add("nn.Sigmoid", "x>x", "math.sigmoid", "nn.sigmoid");
    add("nn.LogSigmoid", "x>x", "math.log_sigmoid");
    add("nn.Softplus", "features>x", "math.softplus", "nn.softplus");
    add("nn.Softsign", "features>x", "nn.softsign");
    add("nn.Relu", "features>x", "nn.relu");
    add("nn.Relu6", "features>x", "nn.relu6");
    add("nn.Elu", "features>x", "nn.elu");
    add("nn.Selu", "features>x", "nn.selu");
    add("nn.Silu", "features>x beta>!=1.0", "nn.silu", "nn.swish");
    add("nn.Gelu", "features>x approximate>@approximate=false", "nn.gelu");
    add("nn.LeakyRelu", "features>x alpha>@negative_slope=0.2", "nn.leaky_relu");
    add("nn.Softmax", "logits>x axis>@axis=-1 dim>!", "nn.softmax", "compat.v1.nn.softmax");
    add(
        "nn.LogSoftmax",
        "logits>x axis>@axis=-1 dim>!",
        "nn.log_softmax",
        "compat.v1.nn.log_softmax");
    add("numpy.Clip", "t>x clip_value_min>@x_min clip_value_max>@x_max", "clip_by_value");
    add("core.StopGradient", "input>variable", "stop_gradient");
    add("numpy.Copy", "input>x", "identity", "compat.v1.identity");
    add("core.Cast", "x>x dtype>@dtype", "cast");
  }

  private static void reductions() {
    for (String each : List.of("Sum", "Mean", "Max", "Min", "Prod", "All", "Any")) {
      String name = "math.reduce_" + each.toLowerCase(java.util.Locale.ROOT);
      add("numpy." + each, REDUCED, name);
      add("numpy." + each, FORMER_REDUCED, name.replace("math.", "compat.v1."));
      add("numpy." + each, FORMER_REDUCED, "compat.v1." + name);
    }
    add("numpy.Std", REDUCED, "math.reduce_std");
    add("numpy.Var", REDUCED, "math.reduce_variance");
    add("math.Logsumexp", REDUCED, "math.reduce_logsumexp");
    add("numpy.Argmax", "input>x axis>@axis=0 output_type>?", "math.argmax");
    add("numpy.Argmin", "input>x axis>@axis=0 output_type>?", "math.argmin");
    add("numpy.Cumsum", "x>x axis>@axis=0 exclusive>!=false reverse>!=false", "math.cumsum");
    add("numpy.Cumprod", "x>x axis>@axis=0 exclusive>!=false reverse>!=false", "math.cumprod");
    add("math.TopK", "input>x k>@k=1 sorted>@sorted=true", "math.top_k");
    add(
        "linalg.Norm",
        "tensor>x ord>@ord axis>@axis keepdims>@keepdims=false keep_dims>!",
        "norm",
        "compat.v1.norm",
        "linalg.norm");
    add("nn.Moments", "x>x axes>@axes shift>! keepdims>@keepdims=false", "nn.moments");
    add("nn.Normalize", "x>x axis>@axis epsilon>@epsilon=1e-12 dim>!", "math.l2_normalize");
  }

  private static void shapes() {
    add("numpy.Reshape", "tensor>x shape>@newshape", "reshape");
    add("numpy.ExpandDims", "input>x axis>@axis dim>!", "expand_dims", "compat.v1.expand_dims");
    add("numpy.Squeeze", "input>x axis>@axis squeeze_dims>!", "squeeze", "compat.v1.squeeze");
    add("numpy.Transpose", "a>x perm>@axes conjugate>!=false", "transpose", "compat.v1.transpose");
    add("numpy.Concatenate", "values>xs axis>@axis", "concat");
    add("numpy.Stack", "values>x axis>@axis=0", "stack");
    add("core.Unstack", "value>x num>@num axis>@axis=0", "unstack");
    add(
        "numpy.Split",
        "value>x num_or_size_splits>@indices_or_sections axis>@axis=0 num>!",
        "split");
    add("numpy.Tile", "input>x multiples>@repeats", "tile");
    add("numpy.Repeat", "input>x repeats>@repeats axis>@axis", "repeat");
    add("numpy.Flip", "tensor>x axis>@axis", "reverse");
    add("numpy.Roll", "input>x shift>@shift axis>@axis", "roll");
    add("numpy.BroadcastTo", "input>x shape>@shape", "broadcast_to");
    add(
        "numpy.Pad",
        "tensor>x paddings>@pad_width mode>@mode=\"CONSTANT\" constant_values>constant_values",
        "pad",
        "compat.v1.pad");
    add("numpy.Where", "condition>condition x>x1 y>x2", "where");
    add(
        "numpy.Take",
        "params>x indices>indices validate_indices>! axis>@axis=0 batch_dims>!=0",
        "gather",
        "compat.v1.gather");
    add("numpy.ZerosLike", "input>x dtype>@dtype", "zeros_like");
    add("numpy.OnesLike", "input>x dtype>@dtype", "ones_like");
    add("numpy.ZerosLike", "tensor>x dtype>@dtype optimize>?", "compat.v1.zeros_like");
    add("numpy.OnesLike", "tensor>x dtype>@dtype optimize>?", "compat.v1.ones_like");
    add("tensorflow.Shape", "input>x out_type>@dtype=\"int32\"", "shape", "compat.v1.shape");
    add("numpy.Size", "input>x out_type>!=\"int32\"", "size", "compat.v1.size");
    add("tensorflow.Rank", "input>x", "rank");
  }

  private static void others() {
    add(
        "nn.OneHot",
        "indices>x depth>@num_classes on_value>! off_value>! axis>@axis=-1"
            + " dtype>@dtype=\"float32\"",
        "one_hot");
    add(
        "image.Resize",
        "images>images size>@size method>@interpolation=\"bilinear\" preserve_aspect_ratio>!=false"
            + " antialias>@antialias=false",
        "image.resize");
    String depth = "input>x block_size>@block_size data_format>!=\"NHWC\"";
    add("nn.DepthToSpace", depth, "nn.depth_to_space", "compat.v1.depth_to_space");
    add("nn.SpaceToDepth", depth, "nn.space_to_depth", "compat.v1.space_to_depth");
    String pooled = "input>inputs ksize>@pool_size strides>@strides padding>@padding data_format>?";
    for (int i = 1; i <= 3; i++) {
      add("nn.MaxPool", pooled, "nn.max_pool" + i + "d");
      add("nn.AveragePool", pooled, "nn.avg_pool" + i + "d");
    }
    add("image.RGBToGrayscale", "images>images", "image.rgb_to_grayscale");
    add("image.RGBToHSV", "images>images", "image.rgb_to_hsv");
    add("image.HSVToRGB", "images>images", "image.hsv_to_rgb");
    add("numpy.Tensordot", "a>x1 b>x2 axes>@axes", "tensordot");
    add("linalg.Det", "input>x", "linalg.det");
    add("linalg.Inv", "input>x adjoint>!=false", "linalg.inv");
    add("numpy.Diagonal", "input>x", "linalg.diag_part");
  }

  /**
   * Adds a function under its names.
   *
   * @param parameters {@code name>argument}, {@code name>@option}, {@code name>!} for one that has
   *     to be absent or have the default behind it, {@code name>?} for one that changes nothing
   */
  private static void add(String operation, String parameters, String... names) {
    List<Parameter> found = new ArrayList<>();
    for (String each : parameters.split(" ")) {
      String name = each.substring(0, each.indexOf('>'));
      String[] sides = each.substring(each.indexOf('>') + 1).split("=", 2);
      boolean option = sides[0].startsWith("@");
      String target = option ? sides[0].substring(1) : sides[0];
      String initial = sides.length > 1 ? sides[1] : null;
      found.add(new Parameter(name, target, option, initial));
    }
    int dot = operation.indexOf('.');
    Function function =
        new Function(operation.substring(0, dot), operation.substring(dot + 1), List.copyOf(found));
    for (String name : names) {
      FUNCTIONS.put(name, function);
    }
  }
}
