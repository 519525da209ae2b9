using System.Text;

namespace PodOrder.Gate.Tests.Harness;

/// <summary>
/// Text that may hold any byte, as arguments and environments do: UTF-8, and U+DC80…U+DCFF for the bytes 0x80…0xFF that are none
/// (the convention of Python's surrogateescape).
/// </summary>
internal static class ByteString
{
    /// <summary>The bytes of a text and the NUL that ends it.</summary>
    public static byte[] Terminated(string text)
    {
        var bytes = new List<byte>(text.Length + 1);
        foreach (var piece in text)
        {
            if (piece is >= '\uDC80' and <= '\uDCFF')
                bytes.Add((byte)(piece & 0xFF));
            else
                bytes.AddRange(Encoding.UTF8.GetBytes([piece]));
        }

        bytes.Add(0);
        return [.. bytes];
    }
}
