package io.github.inverseactivation.layers.recurrent;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.initializers.GlorotUniform;
import io.github.inverseactivation.initializers.Orthogonal;
import io.github.inverseactivation.initializers.Zeros;
import java.util.function.UnaryOperator;
import org.tensorflow.framework.activations.Activation;
import org.tensorflow.framework.constraints.Constraint;
import org.tensorflow.framework.initializers.Initializer;
import org.tensorflow.framework.regularizers.Regularizer;

/**
 * What layers share whose cell has two kernels: the cell's options are the layer's.
 *
 * @param <L> the subclass itself
 * @param <C> the cell
 */
abstract class KernelRecurrent<L extends KernelRecurrent<L, C>, C extends KernelCell<C>>
    extends Recurrent<L> {
  private C cell;

  KernelRecurrent(C cell) {
    this.cell = cell;
  }

  @Override
  final C cell() {
    return cell;
  }

  /** A copy with another cell. */
  final L withCell(UnaryOperator<C> change) {
    C changed = change.apply(cell);
    return with(copy -> ((KernelRecurrent<L, C>) copy).cell = changed);
  }

  /**
   * Sets the activation. Default: the hyperbolic tangent.
   *
   * @param activation applied to what goes into the state
   * @return a changed copy
   */
  public L activation(Activation activation) {
    return withCell(each -> each.activation(activation));
  }

  /**
   * Adds a bias or not. Default: true.
   *
   * @param useBias whether to add a bias
   * @return a changed copy
   */
  public L useBias(boolean useBias) {
    return withCell(each -> each.useBias(useBias));
  }

  /**
   * Sets how the input's kernel starts. Default: {@link GlorotUniform}.
   *
   * @param initializer draws the kernel
   * @return a changed copy
   */
  public L kernelInitializer(Initializer<?> initializer) {
    return withCell(each -> each.kernelInitializer(initializer));
  }

  /**
   * Sets how the state's kernel starts. Default: {@link Orthogonal}.
   *
   * @param initializer draws the kernel
   * @return a changed copy
   */
  public L recurrentInitializer(Initializer<?> initializer) {
    return withCell(each -> each.recurrentInitializer(initializer));
  }

  /**
   * Sets how the bias starts. Default: {@link Zeros}.
   *
   * @param initializer draws the bias
   * @return a changed copy
   */
  public L biasInitializer(Initializer<?> initializer) {
    return withCell(each -> each.biasInitializer(initializer));
  }

  /**
   * Penalises the input's kernel. Default: none.
   *
   * @param regularizer the penalty, or null for none
   * @return a changed copy
   */
  public L kernelRegularizer(Regularizer regularizer) {
    return withCell(each -> each.kernelRegularizer(regularizer));
  }

  /**
   * Penalises the state's kernel. Default: none.
   *
   * @param regularizer the penalty, or null for none
   * @return a changed copy
   */
  public L recurrentRegularizer(Regularizer regularizer) {
    return withCell(each -> each.recurrentRegularizer(regularizer));
  }

  /**
   * Penalises the bias. Default: none.
   *
   * @param regularizer the penalty, or null for none
   * @return a changed copy
   */
  public L biasRegularizer(Regularizer regularizer) {
    return withCell(each -> each.biasRegularizer(regularizer));
  }

  /**
   * Projects the input's kernel after each update. Default: none.
   *
   * @param constraint the projection, or null for none
   * @return a changed copy
   */
  public L kernelConstraint(Constraint constraint) {
    return withCell(each -> each.kernelConstraint(constraint));
  }

  /**
   * Projects the state's kernel after each update. Default: none.
   *
   * @param constraint the projection, or null for none
   * @return a changed copy
   */
  public L recurrentConstraint(Constraint constraint) {
    return withCell(each -> each.recurrentConstraint(constraint));
  }

  /**
   * Projects the bias after each update. Default: none.
   *
   * @param constraint the projection, or null for none
   * @return a changed copy
   */
  public L biasConstraint(Constraint constraint) {
    return withCell(each -> each.biasConstraint(constraint));
  }

  /**
   * Drops features of the input in training, the same ones at all steps of a sequence. Default: 0.
   *
   * @param dropout the fraction to drop, from 0 to below 1
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public L dropout(double dropout) {
    return withCell(each -> each.dropout(dropout));
  }

  /**
   * Drops features of the state in training, the same ones at all steps of a sequence; then each
   * gate drops others. Default: 0.
   *
   * @param recurrentDropout the fraction to drop, from 0 to below 1
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public L recurrentDropout(double recurrentDropout) {
    return withCell(each -> each.recurrentDropout(recurrentDropout));
  }

  @Override
  public void options(Options options) {
    super.options(options);
    cell = cell.trainable(cell.isTrainable()); // a copy of its own to write into
    cell.options(options);
  }

  @Override
  public void validate() {
    cell.validate();
  }
}
