/**
 * HDF5 files as Keras writes them: a tree of groups with plain arrays in it. Start at {@link
 * io.github.inverseactivation.saving.hdf5.Hdf5File} for reading and at {@link
 * io.github.inverseactivation.saving.hdf5.Hdf5Writer} for writing.
 */
package io.github.inverseactivation.saving.hdf5;
