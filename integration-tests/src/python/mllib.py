"""Tests MLlib on arrays: array rows become vectors, and results of models are saved as arrays.

    python mllib.py         in an empty directory, with the connector's jar given to Spark
"""

import unittest

import numpy as np
from pyspark.ml.clustering import KMeans
from pyspark.ml.feature import OneHotEncoder, StandardScaler
from pyspark.ml.functions import array_to_vector, vector_to_array
from pyspark.mllib.util import MLUtils
from pyspark.sql import SparkSession

spark = SparkSession.builder.appName("mllib").getOrCreate()
CENTRES = np.array([[0, 0, 0, 0], [10, 10, 0, 0], [0, 0, -10, 10]], dtype="float64")
LABELS = np.arange(300) % 3
A = CENTRES[LABELS] + np.random.default_rng(5).uniform(-1, 1, (300, 4))


class MLlib(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        np.save("a.npy", A)

    def features(self):
        rows = (spark.read.format("memmap")
                .options(layout="array", rowIndex="i", numPartitions=3).load("a.npy"))
        return rows.select("i", array_to_vector("value").alias("features"))

    def save(self, rows, path, **options):
        rows.write.format("memmap").mode("overwrite").options(**options).save(path)
        return np.load(path)

    def test_k_means(self):
        model = KMeans(k=3, seed=1).fit(self.features())
        found = model.transform(self.features()).select("i", "prediction").repartition(4)
        labels = self.save(found, "labels.npy", rowIndex="i", dtype="uint8")

        centres = np.array(model.clusterCenters())
        order = [int(np.argmin(np.linalg.norm(centres - c, axis=1))) for c in CENTRES]
        self.assertEqual(sorted(order), [0, 1, 2])
        np.testing.assert_array_equal(labels, np.array(order)[LABELS])
        means = [A[LABELS == label].mean(axis=0) for label in range(3)]
        np.testing.assert_allclose(centres[order], means, rtol=0, atol=1e-9)

    def test_vectors_of_a_model_are_saved(self):
        """A vector column and the array column made of it are saved as the same array."""
        scaler = StandardScaler(inputCol="features", outputCol="z", withMean=True)
        scaled = scaler.fit(self.features()).transform(self.features()).select("i", "z")
        found = self.save(scaled.repartition(4), "z.npy", rowIndex="i")

        np.testing.assert_allclose(
            found, (A - A.mean(axis=0)) / A.std(axis=0, ddof=1), rtol=1e-9, atol=1e-12)
        arrays = scaled.select("i", vector_to_array("z").alias("z"))
        np.testing.assert_array_equal(self.save(arrays, "arrays.npy", rowIndex="i"), found)

    def test_sparse_vectors_of_a_model_are_expanded(self):
        labels = spark.range(30).selectExpr("id i", "id % 3 label")
        encoder = OneHotEncoder(inputCol="label", outputCol="v", dropLast=False)
        hot = encoder.fit(labels).transform(labels).select("i", "v")
        found = self.save(hot, "hot.npy", rowIndex="i", dtype="float32")
        np.testing.assert_array_equal(found, np.eye(3, dtype="float32")[np.arange(30) % 3])

    def test_vectors_of_the_older_api(self):
        older = MLUtils.convertVectorColumnsFromML(self.features(), "features")
        np.testing.assert_array_equal(self.save(older, "older.npy", rowIndex="i"), A)


if __name__ == "__main__":
    unittest.main(verbosity=2)
