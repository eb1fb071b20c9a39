"""The article's network and loss in TensorFlow."""
import numpy as np
import tensorflow as tf

LATENT = 2
LOG_2PI = float(np.log(2 * np.pi))


def use_threads(threads):
    tf.config.threading.set_intra_op_parallelism_threads(threads)
    tf.config.threading.set_inter_op_parallelism_threads(1)


def networks():
    layers = tf.keras.layers
    encoder = tf.keras.Sequential([
        tf.keras.Input((28, 28, 1)),
        layers.Conv2D(32, 3, 2, activation="relu"),
        layers.Conv2D(64, 3, 2, activation="relu"),
        layers.Flatten(),
        layers.Dense(2 * LATENT),
    ])
    decoder = tf.keras.Sequential([
        tf.keras.Input((LATENT,)),
        layers.Dense(7 * 7 * 32, activation="relu"),
        layers.Reshape((7, 7, 32)),
        layers.Conv2DTranspose(64, 3, 2, "same", activation="relu"),
        layers.Conv2DTranspose(32, 3, 2, "same", activation="relu"),
        layers.Conv2DTranspose(1, 3, 1, "same"),
    ])
    return encoder, decoder


def normal_log_density(sample, mean, log_variance):
    return tf.reduce_sum(-0.5 * ((sample - mean) ** 2 * tf.exp(-log_variance) + log_variance + LOG_2PI), axis=1)


def elbo(encoder, decoder, images):
    """The single-sample ELBO of each image, nats."""
    mean, log_variance = tf.split(encoder(images), 2, axis=1)
    code = mean + tf.random.normal(tf.shape(mean)) * tf.exp(log_variance / 2)
    cross_entropy = tf.nn.sigmoid_cross_entropy_with_logits(logits=decoder(code), labels=images)
    return (-tf.reduce_sum(cross_entropy, axis=[1, 2, 3]) + normal_log_density(code, 0.0, 0.0)
            - normal_log_density(code, mean, log_variance))


class Training:
    """One step of Adam on a batch; to be called as it is or inside a tf.function."""

    def __init__(self):
        self.encoder, self.decoder = networks()
        self.weights = self.encoder.trainable_variables + self.decoder.trainable_variables
        self.optimiser = tf.keras.optimizers.Adam(1e-4)
        self.optimiser.build(self.weights)

    def step(self, images):
        with tf.GradientTape() as tape:
            loss = -tf.reduce_mean(elbo(self.encoder, self.decoder, images))
        self.optimiser.apply_gradients(zip(tape.gradient(loss, self.weights), self.weights))
