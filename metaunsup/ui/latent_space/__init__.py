"""The page of latent spaces: items as encoders see them, laid out, coloured, compared; and what decoders draw."""
