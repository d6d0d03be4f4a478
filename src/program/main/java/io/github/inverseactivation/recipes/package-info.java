/**
 * Networks with the settings that train them well: what {@code inverse-activation train} runs.
 * Start at {@link io.github.inverseactivation.recipes.MnistRecipe}; {@link
 * io.github.inverseactivation.recipes.Recipes} finds one by its name.
 */
package io.github.inverseactivation.recipes;
