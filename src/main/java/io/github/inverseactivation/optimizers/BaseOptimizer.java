package io.github.inverseactivation.optimizers;

import io.github.inverseactivation.optimizers.schedules.Constant;
import io.github.inverseactivation.optimizers.schedules.Schedule;
import java.util.function.Consumer;

/**
 * The withers of every optimizer.
 *
 * @param <O> the optimizer itself, the type its withers return
 */
public abstract class BaseOptimizer<O extends BaseOptimizer<O>> extends Optimizer
    implements Cloneable {

  /**
   * Creates an optimizer.
   *
   * @param name its name, in Keras's spelling such as {@code adam}
   * @param learningRate the learning rate, finite and at least 0
   * @throws IllegalArgumentException if it is out of range
   */
  protected BaseOptimizer(String name, double learningRate) {
    super(name, learningRate);
  }

  /**
   * The same optimizer under another name.
   *
   * @param name the name
   * @return the changed copy
   */
  public final O name(String name) {
    return with(copy -> copy.assignName(name));
  }

  /**
   * The same optimizer with another learning rate.
   *
   * @param learningRate the learning rate, finite and at least 0
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public final O learningRate(double learningRate) {
    return learningRate(new Constant(learningRate));
  }

  /**
   * The same optimizer with a learning rate that changes during training.
   *
   * @param learningRate the learning rate
   * @return the changed copy
   */
  public final O learningRate(Schedule learningRate) {
    return with(copy -> copy.assignLearningRate(learningRate));
  }

  /**
   * The same optimizer with weight decay: before each update, {@code w -= w * weightDecay *
   * learningRate}.
   *
   * @param weightDecay the rate, finite and at least 0; none by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public final O weightDecay(double weightDecay) {
    return with(copy -> copy.assignWeightDecay(weightDecay));
  }

  /**
   * The same optimizer, with the gradient of each weight scaled down to a norm where it is longer.
   *
   * @param clipNorm the highest Euclidean norm, finite and above 0; none by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range, or another kind of clipping is set
   */
  public final O clipNorm(double clipNorm) {
    return with(
        copy ->
            copy.assignClipping(
                new Clipping(clipNorm, clipping().value(), clipping().globalNorm())));
  }

  /**
   * The same optimizer, with each element of each gradient clipped to a range.
   *
   * @param clipValue the range's end, finite and above 0, its start being {@code -clipValue}; none
   *     by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range, or another kind of clipping is set
   */
  public final O clipValue(double clipValue) {
    return with(
        copy ->
            copy.assignClipping(
                new Clipping(clipping().norm(), clipValue, clipping().globalNorm())));
  }

  /**
   * The same optimizer, with all gradients scaled down together where the norm of all their
   * elements is higher.
   *
   * @param globalClipNorm the highest Euclidean norm, finite and above 0; none by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range, or another kind of clipping is set
   */
  public final O globalClipNorm(double globalClipNorm) {
    return with(
        copy ->
            copy.assignClipping(
                new Clipping(clipping().norm(), clipping().value(), globalClipNorm)));
  }

  /**
   * A copy with a change, the body of every wither.
   *
   * @param change assigns fields of the copy, which nobody else holds yet
   * @return the copy
   */
  protected final O with(Consumer<O> change) {
    try {
      @SuppressWarnings("unchecked") // O is the class itself, by the contract of the parameter
      O copy = (O) clone();
      change.accept(copy);
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }
}
